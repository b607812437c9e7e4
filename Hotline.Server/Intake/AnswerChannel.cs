using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>Turns what the floor said into an answer for the channel, and raises the alarm over warnings.</summary>
internal sealed class AnswerChannel(ILedger ledger, FindContact find, IIntakeAlarms alarms, IOptions<IntakeOptions> options, ILogger<AnswerChannel> logger)
{
    private readonly TimeSpan pause = TimeSpan.FromSeconds(options.Value.RetryAfterSeconds);

    /// <summary>Acknowledges only what took effect or was so already; otherwise the client is asked to come again.</summary>
    public async Task<IResult> ToAsync(IntakeCall call, ContactId contact, LedgerAnswer answer, bool recorded, IReadOnlyList<Wire.IntakeWarning> warnings)
    {
        var standing = answer is LedgerAnswer.Refused refused && !await IsSettledAsync(call, contact, refused.Why) ? null
            : await find.ExecuteAsync(call.Line.Id, contact, CancellationToken.None);
        if (standing is not null) return Receipt(call, standing, recorded ? "recorded" : "journaled", warnings);
        IntakeLog.NotGraded(logger, call.Line.Id, contact, answer is LedgerAnswer.Refused { Why: var why } ? why.ToString() : "not found");
        return call.Refuse("intake_unavailable", pause);
    }

    /// <summary>Acknowledges what is on disk, whatever the floor said.</summary>
    public async Task<IResult> KeptAsync(IntakeCall call, ContactId contact, LedgerAnswer answer, IReadOnlyList<Wire.IntakeWarning> warnings)
    {
        if (answer is LedgerAnswer.Refused { Why: not Refusal.ContactOver and var why }) IntakeLog.NotGraded(logger, call.Line.Id, contact, why.ToString());
        return await find.ExecuteAsync(call.Line.Id, contact, CancellationToken.None) is { } standing
            ? Receipt(call, standing, "recorded", warnings)
            : call.Refuse("intake_unavailable", pause);
    }

    /// <summary>There is nothing left to do: it is over, or somebody is talking. What is not on the floor must be over in the records.</summary>
    private async Task<bool> IsSettledAsync(IntakeCall call, ContactId contact, Refusal why) => why switch
    {
        Refusal.ContactOver or Refusal.ContactEngaged => true,
        Refusal.UnknownContact => await find.ExecuteAsync(call.Line.Id, contact, CancellationToken.None) is { IsLive: false },
        _ => false,
    };

    private IResult Receipt(IntakeCall call, Contact contact, string durability, IReadOnlyList<Wire.IntakeWarning> warnings)
    {
        if (warnings.Count > 0)
            alarms.Raise(call.Line.Id, contact.Id, warnings.Count, [.. warnings.Select(warning => warning.Code).Distinct(StringComparer.Ordinal)]);
        // By the id the channel knows, whatever it is called where it is now.
        return IntakeCall.Answer(Standing.Receipt(contact, ledger.State(call.Line.Id), call.Line, ledger.Now, durability, warnings) with { ContactId = (call.AskedAs ?? contact.Id).Value });
    }
}
