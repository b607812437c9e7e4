namespace Hotline.Server.Floor;

/// <summary>How far one looks for somebody: who is waited for, and which wishes still hold. Times are kept in the contact, so that changed settings move no timer that runs.</summary>
public static class Search
{
    /// <summary>A contact that begins to look.</summary>
    /// <param name="preferred">The worker the help seeker knows; null when nobody is preferred.</param>
    public static Contact Begin(Contact contact, WorkerId? preferred, DateTimeOffset now, FloorRules rules)
    {
        var waits = contact.Grade.Band <= rules.PreferredUpTo && rules.PreferredFor > TimeSpan.Zero;
        if (preferred is { } worker && !contact.NotWorkers.Contains(worker)) contact = contact with { Preferred = new Preference(worker, waits ? now + rules.PreferredFor : null) };
        if (contact.Wishes.IsEmpty) return contact;
        return rules.Rings.IsEmpty ? contact with { Ring = contact.Wishes.Length } : contact with { NextRingAt = contact.ArrivedAt + rules.Rings[0] };
    }

    /// <summary>When somebody further off is asked as well; null when all are.</summary>
    public static DateTimeOffset? DueAt(Contact contact)
    {
        var kept = contact.Preferred?.Until;
        return contact.NextRingAt is { } ring && !(kept <= ring) ? ring : kept;
    }

    /// <summary>What is due at this moment, and no more.</summary>
    public static Contact Widen(Contact contact, DateTimeOffset now, FloorRules rules)
    {
        if (contact.Preferred is { Until: { } until } kept && until <= now) contact = contact with { Preferred = kept with { Until = null } };
        while (contact.NextRingAt <= now)
        {
            var opened = contact.Ring + 1;
            // The last ring drops whatever is left of the wishes: nobody waits for a wish for ever.
            contact = opened >= rules.Rings.Length || opened >= contact.Wishes.Length
                ? contact with { Ring = contact.Wishes.Length, NextRingAt = null }
                : contact with { Ring = opened, NextRingAt = Later(contact.ArrivedAt + rules.Rings[opened], contact.NextRingAt!.Value) };
        }
        return contact;
    }

    /// <summary>Rings may have been set anew meanwhile: time still goes forward.</summary>
    private static DateTimeOffset Later(DateTimeOffset wanted, DateTimeOffset last) => wanted > last ? wanted : last + TimeSpan.FromSeconds(1);
}
