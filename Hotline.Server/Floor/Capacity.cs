using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>Who can take what. Voice, callback and walk-in are exclusive; chat and sms share a cap and never stand beside voice.</summary>
public static class Capacity
{
    public static bool IsText(Channel channel) => channel is Channel.Chat or Channel.Sms;

    /// <summary>Units one more of a channel of text costs.</summary>
    public static int UnitsOf(Channel channel, FloorRules rules) => channel == Channel.Chat ? rules.ChatUnits : rules.SmsUnits;

    /// <summary>Room for one more of this channel, what is reserved counted.</summary>
    public static bool Fits(Worker worker, Channel channel, FloorRules rules, ContactId? besides = null)
    {
        var used = 0;
        foreach (var holding in worker.Holdings)
        {
            if (holding.Contact == besides) continue;
            if (!IsText(holding.Channel)) return false;
            used += UnitsOf(holding.Channel, rules);
        }
        return HasRoom(used, channel, rules);
    }

    /// <summary>Room beside so many units of text, and nothing exclusive.</summary>
    public static bool HasRoom(int used, Channel channel, FloorRules rules) => IsText(channel) ? used + UnitsOf(channel, rules) <= rules.TextCap : used == 0;

    /// <summary>Units in use and the cap, as shown.</summary>
    public static (int Used, int Cap) Units(Worker worker, FloorRules rules)
    {
        var exclusive = worker.Holdings.Any(holding => !IsText(holding.Channel));
        return exclusive ? (rules.TextCap, rules.TextCap) : (worker.Holdings.Sum(holding => UnitsOf(holding.Channel, rules)), rules.TextCap);
    }

    /// <summary>Channel, language and skills of a contact.</summary>
    public static bool Meets(WorkerProfile profile, Contact contact) =>
        profile.Channels.Contains(contact.Channel)
        && profile.Languages.Contains(contact.Language)
        && HasSkills(profile, contact.Skills.IsDefault ? [] : contact.Skills.AsSpan());

    /// <summary>Must-haves: channel, language and skills at their levels, the level for the band, and not unwanted. They never relax.</summary>
    public static bool MustHaves(Worker worker, Contact contact, FloorRules rules) =>
        MustHaves(worker.Profile, contact, rules) && !contact.NotWorkers.Contains(worker.Id);

    /// <summary>Those of the must-haves that a profile says.</summary>
    public static bool MustHaves(WorkerProfile profile, Contact contact, FloorRules rules) =>
        Meets(profile, contact)
        && profile.LevelIn(contact.Language) >= rules.LanguageLevel
        && profile.Level >= rules.LevelFor.GetValueOrDefault(contact.Grade.Band, 0);

    /// <summary>Wishes that hold nobody back any more, or that the profile grants.</summary>
    public static bool GrantsWishes(WorkerProfile profile, Contact contact, FloorRules rules) =>
        contact.Grade.Band > rules.WishesHoldUpTo || HasSkills(profile, contact.WishesNow);

    /// <summary>Whether this worker is among those asked now: must-haves, wishes that still hold, and a supervisor while the queue is diverted.</summary>
    public static bool IsAsked(Worker worker, Contact contact, FloorRules rules) =>
        (worker.Profile.Supervisor || !rules.Diverted)
        && MustHaves(worker, contact, rules)
        && ((contact.Preferred is { Until: not null } kept && kept.Worker == worker.Id) || GrantsWishes(worker.Profile, contact, rules));

    /// <summary>What a profile lacks of all wishes, relaxed or not: the most wanted weighs more than all behind it together; 0 when nothing.</summary>
    public static int Lacks(WorkerProfile profile, Contact contact)
    {
        var lacks = 0;
        foreach (var wish in contact.Wishes) lacks = (lacks << 1) | (Has(profile, wish) ? 0 : 1);
        return lacks;
    }

    public static bool Has(WorkerProfile profile, SkillNeed need) => profile.Skills.TryGetValue(need.Skill, out var level) && level >= need.Level;

    private static bool HasSkills(WorkerProfile profile, ReadOnlySpan<SkillNeed> needs)
    {
        foreach (var need in needs)
            if (!Has(profile, need)) return false;
        return true;
    }

    /// <summary>Free for an offer of this contact now, past offers of it aside.</summary>
    public static bool IsFree(Worker worker, Contact contact, FloorRules rules, DateTimeOffset now) =>
        worker.Presence == PresenceKind.Available
        && (worker.QuietUntil is null || worker.QuietUntil <= now)
        && Fits(worker, contact.Channel, rules)
        && IsAsked(worker, contact, rules)
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
