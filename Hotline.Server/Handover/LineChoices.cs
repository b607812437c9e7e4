using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;

namespace Hotline.Server.Handover;

/// <summary>Which other lines a contact can be given to now.</summary>
internal sealed class LineChoices(ILineDirectory lines, ILedger ledger)
{
    /// <summary>Open, in use, not diverted, of the same kind, and in the contact's language.</summary>
    public bool CanTake(LineId own, Contact contact, LineId to) =>
        to != own && lines.Find(to) is { Enabled: true } line && lines.Find(own) is { } mine && line.Drill == mine.Drill
        && line.Mode.Diverted is null && line.OpenNow(ledger.Now) && line.Languages.Contains(contact.Language) && ledger.State(to).Epoch > 0;

    public IEnumerable<Wire.LineChoice> Of(LineId own, Contact contact) =>
        from line in lines.All
        where CanTake(own, contact, line.Id)
        orderby line.Name
        select new Wire.LineChoice(line.Id.Value, line.Name, line.NameZh, Free(line, contact));

    /// <summary>How many could be asked there at once. Whom the help seeker does not want is nobody of that line.</summary>
    private int Free(Line line, Contact contact)
    {
        var asked = contact with { Wishes = [], Preferred = null, NotWorkers = [], Offers = [] };
        return ledger.State(line.Id).Workers.Values.Count(worker => worker.Presence == PresenceKind.Available && Capacity.MustHaves(worker, asked, line.Rules) && Capacity.Fits(worker, contact.Channel, line.Rules));
    }
}
