using Hotline.Console.Access;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Admin.Partners;

/// <summary>Partners of a line: who, how they are reached, secrets and tests.</summary>
public sealed partial class PartnersPage
{
    private static readonly IReadOnlyList<string> Countries = ["cn", "us"];

    private readonly FieldFaults faults = new("partners.fault");
    private IReadOnlyList<PartnerView>? partners;
    private IReadOnlyList<LineSettingsView> lines = [];
    private PartnerDraft? draft;
    private PartnerView? rotating;
    private PartnerSecret? secret;
    private PartnerTest? tested;
    private string? testedId;
    private string? testing;
    private string? refusal;
    private string? saveRefusal;
    private string line = "";
    private bool presets;
    private bool saving;

    [Inject] private ConsoleApi Api { get; set; } = null!;
    [Inject] private Notices Notices { get; set; } = null!;

    private LineSettingsView? Line => lines.FirstOrDefault(one => one.Id == line);
    private IEnumerable<PartnerView> Shown => (partners ?? []).Where(partner => partner.Line == line);

    protected override Task OnInitializedAsync() => Load();

    private async Task Load()
    {
        lines = (await Api.ReadLines()).Value ?? lines;
        var answer = await Api.ReadPartners();
        (partners, refusal) = (answer.Value ?? partners, answer.Slug);
        if (Line is null)
            line = lines is [var first, ..] ? first.Id : "";
    }

    private string NameOf(string id) => Shown.FirstOrDefault(partner => partner.Id == id) is { } known ? PartnerWords.Name(Text, known.Settings) : id;

    private void Edit(PartnerDraft wanted)
    {
        faults.Take(null);
        (draft, saveRefusal) = (wanted, null);
    }

    private async Task Save()
    {
        if (draft is null || saving)
            return;
        saving = true;
        var answer = draft.IsNew ? await Api.CreatePartner(draft.Line, draft.Request()) : await Api.SavePartner(draft.Line, draft.Id, draft.Request());
        saving = false;
        faults.Take(answer.Problem?.Errors);
        saveRefusal = answer.Slug;
        if (answer.Value is not { } saved)
            return;
        secret = saved.Secret ?? secret;
        CloseDialog();
        Notices.Say("admin.saved");
        await Load();
    }

    private async Task Switch(PartnerView partner)
    {
        var answer = await Api.SavePartner(partner.Line, partner.Id, new SavePartner(null, partner.Settings with { Enabled = !partner.Settings.Enabled }, partner.Version));
        if (answer.Succeeded)
            Notices.Say("admin.saved");
        else
            Notices.Refuse(answer.Slug);
        await Load();
    }

    private async Task Rotate()
    {
        var answer = await Api.RotatePartnerSecret(rotating!.Line, rotating.Id);
        rotating = null;
        secret = answer.Value ?? secret;
        if (!answer.Succeeded)
            Notices.Refuse(answer.Slug);
        await Load();
    }

    private async Task Test(PartnerView partner)
    {
        if (testing is not null)
            return;
        (testing, tested) = (partner.Id, null);
        var answer = await Api.TestPartner(partner.Line, partner.Id);
        (testing, tested, testedId) = (null, answer.Value, partner.Id);
        if (!answer.Succeeded)
            Notices.Refuse(answer.Slug);
    }

    private async Task AddPresets(string country)
    {
        presets = false;
        var answer = await Api.AddPartnerPresets(line, country);
        if (answer.Value is { } added)
            Notices.Say(added.Count > 0 ? "partners.presets.added" : "partners.presets.there");
        else
            Notices.Refuse(answer.Slug);
        await Load();
    }

    private void CloseDialog() => (draft, saveRefusal) = (null, null);
}
