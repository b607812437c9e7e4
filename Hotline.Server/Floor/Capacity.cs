using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>Who can take what. Voice, callback and walk-in are exclusive; chat and sms share a cap and never stand beside voice.</summary>
public static class Capacity
{
    public static bool IsText(Channel channel) => channel is Channel.Chat or Channel.Sms;

    /// <summary>Room for one more of this channel, what is reserved counted.</summary>
    public static bool Fits(Worker worker, Channel channel, FloorRules rules, ContactId? besides = null)
    {
        var text = 0;
        foreach (var holding in worker.Holdings)
        {
            if (holding.Contact == besides) continue;
            if (!IsText(holding.Channel)) return false;
            text++;
        }
        return IsText(channel) ? text < rules.TextCap : text == 0;
    }

    /// <summary>Units in use and the cap, as shown.</summary>
    public static (int Used, int Cap) Units(Worker worker, FloorRules rules)
    {
        var exclusive = worker.Holdings.Any(holding => !IsText(holding.Channel));
        return exclusive ? (rules.TextCap, rules.TextCap) : (worker.Holdings.Length, rules.TextCap);
    }

    /// <summary>Must-haves: channel, language, skills. They never relax.</summary>
    public static bool Meets(WorkerProfile profile, Contact contact) =>
        profile.Channels.Contains(contact.Channel)
        && profile.Languages.Contains(contact.Language)
        && HasSkills(profile.Skills, contact.Skills);

    private static bool HasSkills(ImmutableDictionary<string, int> skills, ImmutableArray<SkillNeed> needs)
    {
        if (needs.IsDefaultOrEmpty) return true;
        foreach (var need in needs)
            if (!skills.TryGetValue(need.Skill, out var level) || level < need.Level) return false;
        return true;
    }

    /// <summary>Free for an offer of this contact now, past offers of it aside.</summary>
    public static bool IsFree(Worker worker, Contact contact, FloorRules rules, DateTimeOffset now) =>
        worker.Presence == PresenceKind.Available
        && (worker.QuietUntil is null || worker.QuietUntil <= now)
        && Fits(worker, contact.Channel, rules)
        && Meets(worker.Profile, contact)
        && worker.Find(contact.Id) is null;

    /// <summary>Until when this worker is not asked again for this contact; null when the worker may be asked.</summary>
    public static DateTimeOffset? ExcludedUntil(Contact contact, WorkerId worker, FloorRules rules)
    {
        foreach (var offer in contact.Offers)
        {
            if (offer.Worker != worker || offer.EndedAt is not { } ended) continue;
            if (offer.End is OfferEnd.Declined or OfferEnd.Expired) return ended + rules.ExcludeFor;
            if (offer.End is OfferEnd.Unshown) return ended + rules.QuietFor;
        }
        return null;
    }

    /// <summary>The last offer's end plus the pause after which the same worker may be asked when nobody else can.</summary>
    public static DateTimeOffset? AskAgainAt(Contact contact, WorkerId worker, FloorRules rules)
    {
        foreach (var offer in contact.Offers)
            if (offer.Worker == worker && offer.EndedAt is { } ended && offer.End is OfferEnd.Declined or OfferEnd.Expired or OfferEnd.Unshown)
                return ended + rules.AskAgainAfter;
        return null;
    }
}
