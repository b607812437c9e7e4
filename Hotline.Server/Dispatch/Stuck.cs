using Hotline.Server.Floor;

namespace Hotline.Server.Dispatch;

/// <summary>Why nobody takes a contact, as a supervisor reads it.</summary>
public static class Stuck
{
    private const string AllBusy = "all_busy";

    /// <summary>
    /// What nobody on duty has (none_on_duty, diverted, channel, language, skill:x, level, unwanted, all_declined), else what it waits for
    /// (all_busy, wish:x, preferred, reserve); null when somebody free can take it.
    /// </summary>
    public static string? Why(FloorState floor, Contact contact, DateTimeOffset now, FloorRules rules)
    {
        var present = Present(floor);
        if (WhyNobody(ref present, contact, now, rules) is { } why) return why;
        if (Narrow(ref present, worker => Capacity.Fits(worker, contact.Channel, rules))) return AllBusy;
        if (contact.Grade.Band <= rules.WishesHoldUpTo)
            foreach (var wish in contact.WishesNow)
                if (Narrow(ref present, worker => Capacity.Has(worker.Profile, wish) || contact.Preferred?.Worker == worker.Id)) return "wish:" + wish.Skill;
        if (contact.Preferred is { Until: not null } kept && present.TrueForAll(worker => worker.Id != kept.Worker) && floor.Worker(kept.Worker) is { Presence: PresenceKind.Available }) return "preferred";
        return rules.Reserve > 0 && !new FreeWorkers(floor, rules, now).CanServe(contact) ? "reserve" : null;
    }

    /// <summary>Nobody eligible is left, busy or not: the moment of the last call.</summary>
    public static bool IsForAll(FloorState floor, Contact contact, DateTimeOffset now, FloorRules rules)
    {
        var present = Present(floor);
        return WhyNobody(ref present, contact, now, rules) is not null;
    }

    private static List<Worker> Present(FloorState floor) => [.. floor.Workers.Values.Where(worker => worker.Presence is PresenceKind.Available)];

    private static string? WhyNobody(ref List<Worker> present, Contact contact, DateTimeOffset now, FloorRules rules)
    {
        if (present.Count == 0) return "none_on_duty";
        if (rules.Diverted && Narrow(ref present, worker => worker.Profile.Supervisor)) return "diverted";
        if (Narrow(ref present, worker => worker.Profile.Channels.Contains(contact.Channel))) return "channel";
        if (Narrow(ref present, worker => worker.Profile.LevelIn(contact.Language) is var level && level > 0 && level >= rules.LanguageLevel)) return "language";
        foreach (var need in contact.Skills)
            if (Narrow(ref present, worker => Capacity.Has(worker.Profile, need))) return "skill:" + need.Skill;
        if (Narrow(ref present, worker => Capacity.MustHaves(worker.Profile, contact, rules))) return "level";
        if (Narrow(ref present, worker => !contact.NotWorkers.Contains(worker.Id))) return "unwanted";
        return Narrow(ref present, worker => !(Capacity.ExcludedUntil(contact, worker.Id, rules) > now)) ? "all_declined" : null;
    }

    private static bool Narrow(ref List<Worker> present, Func<Worker, bool> keeps)
    {
        present = present.Where(keeps).ToList();
        return present.Count == 0;
    }
}
