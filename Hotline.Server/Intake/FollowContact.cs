using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using Hotline.Server.Recording;
using Hotline.Server.Records;

namespace Hotline.Server.Intake;

/// <summary>A contact that its channel knows by its first id, wherever it is now: what comes for it goes on to the line that has it.</summary>
internal sealed class FollowContact(ILedger ledger, ISentContacts sent, ILineDirectory lines, ICarryFiles carry, BringFile bring)
{
    private const int MostHops = 32;

    /// <param name="Call">On the line that has it.</param>
    /// <param name="Contact">What it is there.</param>
    /// <param name="Before">What it was before, the first first; empty when it never went on.</param>
    internal sealed record Followed(IntakeCall Call, ContactId Contact, IReadOnlyList<ContactId> Before);

    public async Task<Followed> FindAsync(IntakeCall call, ContactId contact)
    {
        var (at, line) = (new Origin(call.Line.Id, contact), call.Line);
        List<ContactId> before = [];
        while (before.Count < MostHops && await NextAsync(at) is { } next && lines.Find(next.Line) is { } other)
        {
            before.Add(at.Contact);
            (at, line) = (next, other);
        }
        return before.Count == 0 ? new Followed(call, contact, before) : new Followed(call with { Line = line, AskedAs = contact }, at.Contact, before);
    }

    /// <summary>After something was kept: it may have gone on in between, and its file been copied without this.</summary>
    public async Task BringAfterAsync(LineId line, ContactId contact)
    {
        // Nobody was asked elsewhere: nothing to look up.
        if (ledger.State(line).Contact(contact) is { Abroad: null, State: ContactState.Waiting or ContactState.Offered or ContactState.Engaged }) return;
        try
        {
            if (await carry.UnlessAwayAsync(sent.NextAsync(contact, CancellationToken.None)) is { } next)
                await bring.ExecuteAsync(new Origin(line, contact), next, CancellationToken.None);
        }
        catch (RecordsUnavailableException)
        {
            // Without the records nothing was kept in them, and the pointer is not written either.
        }
    }

    private async Task<Origin?> NextAsync(Origin at)
    {
        switch (ledger.State(at.Line).Contact(at.Contact))
        {
            case { Abroad: { Arrived: true } abroad }: return new Origin(abroad.Line, IdempotencyKeys.Elsewhere(at.Contact, abroad.Number));
            case { State: ContactState.Waiting or ContactState.Offered or ContactState.Engaged }: return null;
        }
        try
        {
            return await carry.UnlessAwayAsync(sent.NextAsync(at.Contact, CancellationToken.None));
        }
        catch (RecordsUnavailableException)
        {
            return null;
        }
    }
}
