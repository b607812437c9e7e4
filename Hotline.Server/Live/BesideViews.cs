using System.Globalization;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Supervision.Messages;

namespace Hotline.Server.Live;

/// <summary>What consoles show that stands beside the floor: what is switched, messages, and what may be taken by own choice.</summary>
internal sealed class BesideViews(LineMessages messages, ILineDirectory lines, IWorkerDirectory workers)
{
    private const int MostSent = 10;

    public Wire.LineModeView Mode(Line line) => new(Named(line.Mode.Diverted), Named(line.Mode.Surge));

    /// <summary>Null where it is not allowed: the desk then shows no button.</summary>
    public static Wire.PullView? Pull(Line line, ShownFloor shown, Worker worker) =>
        shown.AsOf is not null || !Pulling.IsAllowed(worker, line.Rules) ? null
        : new Wire.PullView(NextForWorker.Of(shown.State, worker, shown.Now, line.Rules, shown.Beside.Held).Take(Wire.PullView.Most).Count());

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Wire.MessageView> Unread(LineId line, WorkerId worker) =>
        [.. messages.Of(line).Where(message => message.IsUnreadFor(worker)).Reverse().Select(message => new Wire.MessageView(message.Id, NameOf(message.From), message.At, message.To is null, message.Text))];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Wire.SentMessageView> Sent(LineId line) =>
        [.. messages.Of(line).Take(MostSent).Select(message => new Wire.SentMessageView(
            message.Id, NameOf(message.From), message.To is { } to ? NameOf(to) : null, message.At, message.Text, [.. message.ReadBy.Select(NameOf)]))];

    /// <summary>Changes when a desk of this worker would show something else of it.</summary>
    public string DigestOf(LineId line, WorkerId worker)
    {
        var mode = lines.Find(line)?.Mode ?? Wire.LineModeView.Usual;
        var pulls = lines.Find(line)?.Rules.PullNext;
        return string.Create(CultureInfo.InvariantCulture, $"{mode.Diverted?.At.ToUnixTimeMilliseconds()}/{mode.Surge?.At.ToUnixTimeMilliseconds()}/{pulls}/")
            + string.Join(',', messages.Of(line).Where(message => message.IsUnreadFor(worker)).Select(message => message.Id));
    }

    private Wire.SwitchView? Named(Wire.SwitchView? turned) => turned is null ? null : turned with { By = NameOf(new WorkerId(turned.By)) };

    private string NameOf(WorkerId id) => workers.Find(id)?.Name ?? id.Value;
}
