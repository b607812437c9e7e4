using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>A hand-over in sentences.</summary>
public static class EscalationWords
{
    public static string Name(Words text, LinkView link) => Either(text, link.Name, link.NameZh);

    public static string Name(Words text, PartnerChoice partner) => Either(text, partner.Name, partner.NameZh);

    /// <summary>The Chinese one where Chinese is spoken and there is one.</summary>
    public static string Either(Words text, string english, string chinese) => text.IsChinese && chinese.Length > 0 ? chinese : english;

    public static LinkView? Current(EscalationView view) => view.Link >= 0 && view.Link < view.Chain.Count ? view.Chain[view.Link] : null;

    public static bool IsOpen(LinkView link) => link.State is ChainState.Asked or ChainState.Delivered;

    /// <summary>Where it stands, with the partner's name.</summary>
    public static string Status(Words text, EscalationView view)
    {
        var partner = Current(view) is { } link ? Name(text, link) : text["escalation.nobody"];
        return view switch
        {
            { Cancel: CancelState.Asked } => text.With("escalation.status.cancelasked", partner),
            { Step: EscalationStep.Submitted } when Current(view) is { Delivery: PartnerDelivery.Voice } => text.With("escalation.status.call", partner),
            _ => text.With("escalation.status." + view.Step, partner),
        };
    }

    /// <summary>Who must act, and what to do.</summary>
    public static string MustAct(Words text, Need need) => text["escalation.must." + need];

    /// <summary>The words of a form's path; an unknown one is shown as it is.</summary>
    public static string Field(Words text, string path) => text.Find("field." + path.ToLowerInvariant()) ?? path;

    /// <summary>A value as people read it: codes and yes or no in words.</summary>
    public static string Value(Words text, string path, string value) => (path.ToLowerInvariant(), value.ToLowerInvariant()) switch
    {
        ("what.attemptinprogress" or "who.stillonline", "yes" or "no") => text["answer." + value.ToLowerInvariant()],
        ("who.language", _) => text.Language(value),
        ("where.knownhow", var how) => text.Find("knownhow." + how) ?? value,
        ("where.knownat", _) when DateTimeOffset.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var at) => text.DateAndTime(at),
        ("ground", _) => text.Find("DisclosureGround." + value) ?? value,
        ("wanted", _) => string.Join(text["list.separator"], value.Split(',', StringSplitOptions.TrimEntries).Select(one => text.Find("ResponseWanted." + one) ?? one)),
        _ => value,
    };

    /// <summary>Which fields are still empty, as one phrase.</summary>
    public static string Fields(Words text, IEnumerable<string> paths) => string.Join(text["list.separator"], paths.Select(path => Field(text, path)));

    /// <summary>What happened, and with whom, as the timeline has it.</summary>
    public static string News(Words text, TimelineEntry entry, IReadOnlyList<LinkView> chain)
    {
        var said = text.Code("timeline", entry.Kind);
        if (entry.Detail?.Split(": ", 2) is not [var who, .. var rest])
            return said;
        var partner = who.StartsWith("partner:", StringComparison.Ordinal) ? who["partner:".Length..] : null;
        var name = partner is null ? null : chain.FirstOrDefault(link => link.PartnerId == partner) is { } link ? Name(text, link) : partner;
        var code = partner is null ? entry.Detail : rest.FirstOrDefault();
        return string.Join(" · ", new[] { said, name, code is null ? null : text.Find("RejectReason." + code) ?? text.Find("Disposition." + code) ?? text.Code("fault", code) }.OfType<string>());
    }
}
