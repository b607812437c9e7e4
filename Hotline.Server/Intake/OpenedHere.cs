using System.Security.Cryptography;
using Hotline.Server.Floor;
using Hotline.Server.Recording;
using Hotline.Server.Records;

namespace Hotline.Server.Intake;

/// <summary>Whose contact it is, and which delivery a request is.</summary>
internal sealed class OpenedHere(IContactFile file, ICarryFiles carry)
{
    /// <summary>Null while the records do not answer. The floor may then be asked: the id is 125 bits that only its channel was given.</summary>
    public async Task<bool?> AskAsync(IntakeCall call, ContactId contact)
    {
        try
        {
            return await carry.UnlessAwayAsync(file.OpenedByAsync(call.Line.Id, contact, call.KeyId, CancellationToken.None));
        }
        catch (RecordsUnavailableException)
        {
            return null;
        }
    }

    /// <summary>A request without a key is a delivery of its own, which may yet reach the records by two ways.</summary>
    public static Delivery DeliveryOf(IntakeCall call, string kind) => new(
        IdempotencyKeys.Read(call.Http.Request.Headers) is { } key ? "k-" + key : "r-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        kind, PayloadHash.Of(call.Body, Reading.Members.Parse(call.Body)));

    /// <summary>The key stood for another request before. Unknown while the records do not answer.</summary>
    public async Task<bool> IsReusedAsync(FollowContact.Followed there, Delivery delivery)
    {
        foreach (var contact in there.Before.Append(there.Contact))
            if (await FirstAsync(contact, delivery) is { } first && (first.Kind, first.PayloadHash) != (delivery.Kind, delivery.PayloadHash)) return true;
        return false;
    }

    /// <summary>This very delivery was kept before the contact went on, and went on with it.</summary>
    public async Task<bool> IsTakenAsync(FollowContact.Followed there, Delivery delivery)
    {
        foreach (var contact in there.Before)
            if (await FirstAsync(contact, delivery) is not null) return true;
        return false;
    }

    private async Task<Delivery?> FirstAsync(ContactId contact, Delivery delivery)
    {
        if (!delivery.Key.StartsWith("k-", StringComparison.Ordinal)) return null;
        try
        {
            return await carry.UnlessAwayAsync(file.FindDeliveryAsync(contact, delivery.Key, CancellationToken.None));
        }
        catch (RecordsUnavailableException)
        {
            return null;
        }
    }
}
