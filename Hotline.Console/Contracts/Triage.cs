namespace Hotline.Contracts;

/// <summary>A word in both languages of the console.</summary>
public sealed record BothWords(string En, string Zh);

/// <summary>What a person set over the computed band.</summary>
/// <param name="By">Name of who set it.</param>
public sealed record OverrideView(Band Band, string By, DateTimeOffset At);

/// <summary>What the rules alone came to, where something else stands.</summary>
public sealed record ComputedView(Band Band, int Score);

/// <summary>A band set over the computed one, with the reason that everybody who reads the record sees.</summary>
/// <param name="Fence">Of the holder; null or empty for a supervisor who does not hold it.</param>
/// <param name="Reason">Typed, 3 to 500 characters; kept in the record, never on the floor.</param>
public sealed record OverrideOrder(string CommandId, string ContactId, string? Fence, Band Band, string Reason);

/// <summary>Answer of <c>GET /api/v1/console/contacts/{id}/instruments</c>: what may be asked about this contact, by the rules that grade it.</summary>
/// <param name="Version">Of the rule set.</param>
/// <param name="Labels">Word of every code a reason may have.</param>
public sealed record InstrumentsView(string Version, IReadOnlyList<InstrumentView> Instruments, IReadOnlyDictionary<string, BothWords> Labels);

public sealed record InstrumentView(string Code, BothWords Title, string Source, IReadOnlyList<QuestionView> Questions);

/// <param name="From">Set for a question answered by a number, with <paramref name="To"/>.</param>
/// <param name="OnlyIf">Kinds of which one at least must have one of the answers <paramref name="Is"/> (yes, no, unknown, refused); empty: always asked.</param>
public sealed record QuestionView(string Kind, BothWords Ask, int? From, int? To, IReadOnlyList<string> OnlyIf, IReadOnlyList<string> Is);

/// <summary>A phrase of a text that says something about risk.</summary>
/// <param name="Kind">Such as <c>text.intent</c>; its word stands in <see cref="InstrumentsView.Labels"/>.</param>
/// <param name="Start">First UTF-16 code unit in the text.</param>
/// <param name="Meant">direct, negated, past, hypothetical, of_another, quoted or idiom; several joined by a comma.</param>
public sealed record SignalView(string Kind, int Start, int Length, string Meant);

/// <summary>Active grades contacts; Shadow grades them beside it, without effect.</summary>
public enum RuleSetRole { Active, Shadow }

/// <summary>Proposed by one person, approved or declined by another; ended when another one took its place.</summary>
public enum RuleSetUseState { Proposed, Approved, Declined, Ended }

/// <summary>Answer of <c>GET /api/v1/admin/rule-sets</c>.</summary>
/// <param name="Refused">Files of the folder that were refused, as they are now.</param>
public sealed record RuleSetsView(
    IReadOnlyList<RuleSetView> RuleSets, IReadOnlyList<RuleSetUseView> Uses, IReadOnlyList<TextModelView> Models, IReadOnlyList<RefusedFileView> Refused);

/// <param name="Shipped">Whether it is the one that holds where no other was activated.</param>
public sealed record RuleSetView(string Hash, string Name, string Version, BothWords Title, DateTimeOffset? AddedAt, string AddedBy, bool Shipped);

public sealed record TextModelView(string Hash, string Language, DateTimeOffset AddedAt, string AddedBy, int Bytes);

public sealed record RefusedFileView(string File, IReadOnlyList<FileProblemView> Problems);

/// <param name="Line">From 1.</param>
public sealed record FileProblemView(int Line, int Column, string Reason);

/// <param name="Language">Empty for every language.</param>
public sealed record RuleSetUseView(
    long Id, string Line, string Language, string Hash, string Version, RuleSetRole Role, RuleSetUseState State, string ProposedBy, string ProposedById,
    DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, DateTimeOffset? EndedAt);

/// <summary>Answer of <c>GET /api/v1/admin/rule-sets/{hash}</c>.</summary>
public sealed record RuleSetFileView(RuleSetView RuleSet, string Yaml);

/// <summary>Body of <c>POST /api/v1/admin/rule-sets</c>. A broken file is 422 <c>rule_set_broken</c> with <c>problems</c>: line, column, reason.</summary>
public sealed record AddRuleSet(string Yaml);

/// <summary>Body of <c>POST /api/v1/admin/rule-set-uses</c>.</summary>
/// <param name="Language">Null or empty for every language.</param>
public sealed record ProposeRuleSet(string Hash, string Line, string? Language, RuleSetRole Role, string Reason);

/// <summary>Body of <c>POST /api/v1/admin/rule-set-uses/{id}/decision</c>; by somebody other than who proposed it. Ending an approved shadow is a decline.</summary>
public sealed record DecideRuleSet(bool Approve, string Reason);

/// <summary>Answer of <c>GET /api/v1/admin/rule-sets/{hash}/differences?with={other}</c>: what <c>other</c> says differently.</summary>
/// <param name="Path">Such as <c>kinds/cssrs.4/yes/alone</c>.</param>
/// <param name="Before">Null when it is new.</param>
/// <param name="After">Null when it is gone.</param>
public sealed record RuleDifferenceView(string Path, string? Before, string? After);

/// <summary>Answer of <c>GET /api/v1/admin/rule-set-uses/{id}/shadow</c>: what it made of the contacts graded since.</summary>
public sealed record ShadowView(int Assessments, int Contacts, int Raised, int Lowered, IReadOnlyList<ShadowMove> Moves);

public sealed record ShadowMove(Band Active, Band Shadow, int Contacts);

/// <summary>Answer of <c>GET /api/v1/admin/overrides?line=&amp;days=</c>: how often people set another band than a rule's.</summary>
public sealed record OverrideShares(int Assessed, int Raised, int Lowered, IReadOnlyList<OverrideShare> Rules);

/// <param name="Code">A reason that stood in the assessment.</param>
/// <param name="Contacts">Contacts whose last assessment had it.</param>
public sealed record OverrideShare(string Code, int Contacts, int Raised, int Lowered);
