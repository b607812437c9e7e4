using System.Globalization;
using Hotline.Server.Floor;

namespace Hotline.Tests.Simulation;

/// <summary>What happened, in words short enough for a line.</summary>
internal static class Story
{
    public static string Of(JournalEntry entry) => entry.Events.IsEmpty
        ? string.Join(", ", entry.Writes.Select(write => write.Field + (write.Contact is { } contact ? " " + Of(contact.State) : "")))
        : string.Join(", ", entry.Events.Select(Of));

    private static string Of(FloorEvent happened) => happened switch
    {
        FloorEvent.ContactOpened opened => $"{opened.Contact} opened {opened.Grade.Band}",
        FloorEvent.OfferMade made => $"{made.Contact} offered to {made.Worker} under {made.Fence} until {Seconds(made.Until)}",
        FloorEvent.OfferRescinded rescinded => $"offer of {rescinded.Contact} to {rescinded.Worker} rescinded ({rescinded.Why})",
        FloorEvent.ContactEngaged engaged => $"{engaged.Contact} engaged by {engaged.Worker} under {engaged.Fence} ({engaged.How})",
        FloorEvent.ContactReturned returned => $"{returned.Contact} back in the queue ({returned.Why})",
        FloorEvent.PresenceChanged changed => $"{changed.Worker} {changed.From} → {changed.To} ({changed.Why})",
        FloorEvent.OfOffer offer => $"{offer.GetType().Name} {offer.Contact} {offer.Worker}",
        FloorEvent.OfContact contact => $"{contact.GetType().Name} {contact.Contact} {contact.Who}",
        FloorEvent.OfWorker worker => $"{worker.GetType().Name} {worker.Worker}",
        _ => happened.GetType().Name,
    };

    public static string Of(ContactState state) => state switch
    {
        ContactState.Engaged engaged => $"engaged by {engaged.Worker} under {engaged.Fence}",
        ContactState.WrapUp wrapUp => $"wrap-up of {wrapUp.Worker}",
        _ => state.GetType().Name.ToLowerInvariant(),
    };

    public static string Seconds(DateTimeOffset at) => (at - ProcessClock.Start).TotalSeconds.ToString("F3", CultureInfo.InvariantCulture) + " s";
}
