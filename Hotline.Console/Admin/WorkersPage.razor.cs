using Hotline.Console.Admin.Partners;
using Hotline.Contracts;

namespace Hotline.Console.Admin;

/// <summary>Accounts: invite, change, disable, reset.</summary>
public sealed partial class WorkersPage
{
    private IReadOnlyList<WorkerAccountView>? workers;
    private IReadOnlyList<LineSettingsView> lines = [];
    private IReadOnlyList<PartnerView> partners = [];
    private WorkerDraft? draft;
    private WorkerAccountView? resetting;
    private InvitationLink? link;
    private string? refusal;
    private string? saveRefusal;

    protected override Task OnInitializedAsync() => Load();

    private async Task Load()
    {
        var answer = await Api.ReadWorkers();
        (workers, refusal) = (answer.Value ?? workers, answer.Slug);
        lines = (await Api.ReadLines()).Value ?? lines;
        partners = (await Api.ReadPartners()).Value ?? partners;
    }

    private async Task Save()
    {
        if (draft!.Id is { } id)
        {
            saveRefusal = (await Api.SaveWorker(id, draft.Request())).Slug;
        }
        else
        {
            var created = await Api.CreateWorker(draft.Request());
            saveRefusal = created.Slug;
            link = created.Value ?? link;
        }
        if (saveRefusal is not null)
            return;
        CloseDialog();
        Notices.Say("admin.saved");
        await Load();
    }

    private string NameOf(string? line, string id) =>
        partners.FirstOrDefault(partner => partner.Line == line && partner.Id == id) is { } known ? PartnerWords.Name(Text, known.Settings) : id;

    private string Spoken(WorkerAccountView worker, string language) =>
        Text.Language(language) + (worker.LanguageLevels?.FirstOrDefault(level => level.Skill == language) is { } set ? FormattableString.Invariant($" {set.Level}") : "");

    private async Task Reset()
    {
        var answer = await Api.ResetPassword(resetting!.Id);
        resetting = null;
        link = answer.Value ?? link;
        if (!answer.Succeeded)
            Notices.Refuse(answer.Slug);
        await Load();
    }

    private void CloseDialog() => (draft, saveRefusal) = (null, null);
}
