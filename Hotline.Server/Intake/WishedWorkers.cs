using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Lines;
using Hotline.Server.Records;

namespace Hotline.Server.Intake;

/// <summary>Whom a help seeker prefers and whom not, as workers of the line. Who is not named is whoever had the last contact, if the line has it so.</summary>
internal sealed class WishedWorkers(IWorkerDirectory workers)
{
    /// <param name="earlier">From the same number, newest first; null when nobody knows.</param>
    public (WorkerId? Preferred, ImmutableArray<WorkerId> Not) Of(Line line, Opening opening, IReadOnlyList<EarlierContact>? earlier, DateTimeOffset now, ReadNotes notes)
    {
        var named = opening.Workers;
        var last = earlier?.FirstOrDefault(one => one.Worker is not null);
        var not = ImmutableArray.CreateBuilder<WorkerId>();
        for (var i = 0; i < named.Not.Length; i++)
            if (Find(named.Not[i], $"worker.not[{i}]") is { } unwanted && !not.Contains(unwanted)) not.Add(unwanted);
        var preferred = named.Prefer is { } wanted ? Find(wanted, "worker.prefer") : ByTheLine();
        return (preferred is { } worker && IsHere(worker) && !not.Contains(worker) ? preferred : null, not.ToImmutable());

        WorkerId? Find(string name, string field)
        {
            if (name == NamedWorkers.Last)
            {
                if (opening.Number is null) notes.Warn(field, "no_number", "Without a number nobody knows who was the last worker; it was left out.");
                else if (earlier is null) notes.Warn(field, "not_looked_up", "The last worker could not be looked up; it was left out.");
                return last?.Worker;
            }
            if (workers.Find(new WorkerId(name)) is { } known && known.Line == line.Id) return known.Id;
            notes.Warn(field, "unknown_worker", $"{field} is no worker of this line; it was left out.");
            return null;
        }

        WorkerId? ByTheLine() => last is not null && last.ArrivedAt > now - TimeSpan.FromDays(line.Routing.PreferredDays) ? last.Worker : null;

        bool IsHere(WorkerId worker) => workers.Find(worker) is { Enabled: true } known && known.Line == line.Id;
    }
}
