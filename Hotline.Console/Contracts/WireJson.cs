using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Contracts;

/// <summary>JSON of everything that crosses the wire: camelCase, enums by name, nulls kept.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DeskView))]
[JsonSerializable(typeof(BoardView))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(JoinConsole))]
[JsonSerializable(typeof(OfferOrder))]
[JsonSerializable(typeof(ContactOrder))]
[JsonSerializable(typeof(PresenceOrder))]
[JsonSerializable(typeof(IdleOrder))]
[JsonSerializable(typeof(AssessOrder))]
[JsonSerializable(typeof(EndOrder))]
[JsonSerializable(typeof(SupervisorOrder))]
[JsonSerializable(typeof(ForceOrder))]
[JsonSerializable(typeof(WorkerPresenceOrder))]
[JsonSerializable(typeof(TransferOrder))]
[JsonSerializable(typeof(BesideOrder))]
[JsonSerializable(typeof(ReturnOrder))]
[JsonSerializable(typeof(ReceiversView))]
[JsonSerializable(typeof(SwitchOrder))]
[JsonSerializable(typeof(PullOrder))]
[JsonSerializable(typeof(MessageOrder))]
[JsonSerializable(typeof(ReadMessageOrder))]
[JsonSerializable(typeof(ShiftNoteOrder))]
[JsonSerializable(typeof(ShiftLogView))]
[JsonSerializable(typeof(OpenContactRequest))]
[JsonSerializable(typeof(ContactReceipt))]
[JsonSerializable(typeof(AddEvidenceRequest))]
[JsonSerializable(typeof(AddTextRequest))]
[JsonSerializable(typeof(WithdrawRequest))]
[JsonSerializable(typeof(ContactPlace))]
[JsonSerializable(typeof(ContactRecord))]
[JsonSerializable(typeof(SaveNote))]
[JsonSerializable(typeof(NoteSaved))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SignInHints))]
[JsonSerializable(typeof(FirstAdministratorRequest))]
[JsonSerializable(typeof(RedeemInvitationRequest))]
[JsonSerializable(typeof(LineSettingsView))]
[JsonSerializable(typeof(IReadOnlyList<LineSettingsView>))]
[JsonSerializable(typeof(WorkerAccountView))]
[JsonSerializable(typeof(IReadOnlyList<WorkerAccountView>))]
[JsonSerializable(typeof(SaveWorkerRequest))]
[JsonSerializable(typeof(InvitationLink))]
[JsonSerializable(typeof(IReadOnlyList<ChannelKeyView>))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(CreatedKey))]
[JsonSerializable(typeof(IReadOnlyList<AuditEntryView>))]
[JsonSerializable(typeof(IReadOnlyList<AuditVerification>))]
[JsonSerializable(typeof(OverrideOrder))]
[JsonSerializable(typeof(InstrumentsView))]
[JsonSerializable(typeof(RuleSetsView))]
[JsonSerializable(typeof(RuleSetFileView))]
[JsonSerializable(typeof(AddRuleSet))]
[JsonSerializable(typeof(ProposeRuleSet))]
[JsonSerializable(typeof(DecideRuleSet))]
[JsonSerializable(typeof(IReadOnlyList<RuleDifferenceView>))]
[JsonSerializable(typeof(ShadowView))]
[JsonSerializable(typeof(OverrideShares))]
[JsonSerializable(typeof(RuleSetView))]
[JsonSerializable(typeof(RuleSetUseView))]
[JsonSerializable(typeof(RoutingView))]
[JsonSerializable(typeof(LineModeView))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(IReadOnlyList<WorkerRow>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(DateTimeOffset))]
public sealed partial class WireJson : JsonSerializerContext;

/// <summary>ProblemDetails as consoles and drills read it; Type is <c>https://hotline.invalid/problems/{slug}</c>.</summary>
/// <param name="Problems">Of a file that was refused: where, and why.</param>
/// <param name="Errors">Of settings that were refused: member → sentences in English.</param>
/// <param name="Missing">Of a hand-over that was refused: paths of must-fields that are empty.</param>
public sealed record Problem(
    string? Type, string? Title, int? Status, string? Detail, string? TraceId, IReadOnlyList<string>? EmergencyNumbers, IReadOnlyList<FileProblemView>? Problems = null,
    IReadOnlyDictionary<string, string[]>? Errors = null, IReadOnlyList<string>? Missing = null)
{
    /// <summary>Last segment of <see cref="Type"/>.</summary>
    [JsonIgnore]
    public string Slug => Type is null ? "unknown" : Type[(Type.LastIndexOf('/') + 1)..];
}
