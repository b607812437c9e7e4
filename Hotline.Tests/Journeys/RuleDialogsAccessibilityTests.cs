using System.Text;
using Deque.AxeCore.Playwright;
using Hotline.Contracts;
using Hotline.Server.Triage.Rules;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>WCAG 2.2 AA by axe on the dialogs of the rules page, with what is wrong in them, light and dark.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RuleDialogsAccessibilityTests
{
    [Test]
    public async Task No_dialog_of_the_rules_page_has_a_violation()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = await RunningServer.StartAsync();
        var page = await chromium.SignInAsync(server.Url, "demo-admin", "/admin/rules");
        await page.GetByTestId("rule-set").First.WaitForAsync();

        await page.GetByTestId("rule-view").First.ClickAsync();
        await page.GetByTestId("rule-yaml").WaitForAsync();
        await CleanAsync(page, "rule-file-dialog");

        await page.GetByTestId("model-add").ClickAsync();
        await CleanAsync(page, "model-add-dialog");

        await page.GetByTestId("rules-add").ClickAsync();
        await page.GetByTestId("rule-yaml-input").FillAsync("name: nothing else");
        await page.GetByTestId("rule-add-confirm").ClickAsync();
        await page.GetByTestId("file-problems").WaitForAsync();
        await CleanAsync(page, "rule-add-dialog");
        await page.GetByTestId("rules-add").ClickAsync();
        await page.GetByTestId("rule-file").SetInputFilesAsync(new FilePayload
        {
            Name = "another.yaml", MimeType = "text/yaml", Buffer = Encoding.UTF8.GetBytes(RuleSetFile.Shipped.Yaml.Replace("name: hotline", "name: another", StringComparison.Ordinal)),
        });
        await Expect(page.GetByTestId("rule-add-confirm")).ToHaveAttributeAsync("aria-disabled", "false");
        await page.GetByTestId("rule-add-confirm").ClickAsync();
        await Expect(page.GetByTestId("rule-set")).ToHaveCountAsync(2);

        await page.GetByTestId("rule-compare").First.ClickAsync();
        await page.GetByTestId("rule-differences").Or(page.GetByTestId("rule-same")).WaitForAsync();
        await CleanAsync(page, "rule-compare-dialog");

        await page.GetByTestId("rule-propose").First.ClickAsync();
        await page.GetByTestId("propose-confirm").ClickAsync();
        await Expect(page.GetByTestId("propose-refusal")).Not.ToBeEmptyAsync();
        await CleanAsync(page, "rule-propose-dialog");
        await page.GetByTestId("rule-propose").First.ClickAsync();
        await page.GetByTestId($"propose-role-{RuleSetRole.Shadow}").CheckAsync();
        await page.GetByTestId("propose-reason").FillAsync("to be looked at");
        await page.GetByTestId("propose-confirm").ClickAsync();
        await page.GetByTestId("rule-decline").ClickAsync();
        await page.GetByTestId("decide-confirm").ClickAsync();
        await Expect(page.GetByTestId("decide-refusal")).Not.ToBeEmptyAsync();
        await CleanAsync(page, "rule-decide-dialog");
    }

    /// <summary>In both schemes; then the dialog is closed by the key.</summary>
    private static async Task CleanAsync(IPage page, string dialog)
    {
        await page.GetByTestId(dialog).WaitForAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            Assert.That((await page.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => $"{dialog} {scheme}: {violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);
        }
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId(dialog)).ToHaveCountAsync(0);
    }
}
