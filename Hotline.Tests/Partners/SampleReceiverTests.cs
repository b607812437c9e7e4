using System.Diagnostics;
using Hotline.Contracts;
using Hotline.Server.Escalations.Payload;
using Hotline.Server.Escalations.Posting;
using Hotline.Tests.House;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Partners;

/// <summary>The receiver of the integration guide, run as a partner would run it.</summary>
internal sealed class SampleReceiverTests
{
    private const int MostLines = 60;
    private static readonly string Sample = Path.Combine(SourceTree.Root, "docs", "samples", "Receiver.cs");
    private static readonly TimeSpan Compiling = TimeSpan.FromMinutes(3);

    [Test]
    public void The_sample_is_short() => Assert.That(File.ReadLines(Sample).Count(), Is.LessThan(MostLines));

    [Test]
    public async Task The_sample_takes_a_hand_over_once_accepts_it_and_agrees_to_a_cancellation()
    {
        await using var door = await BackChannelHost.StartAsync(settableClock: false);
        var folder = Directory.CreateTempSubdirectory("hotline-sample-");
        // Alone in a folder, as at a partner's: what this repository sets for its own projects does not count.
        File.Copy(Sample, Path.Combine(folder.FullName, "Receiver.cs"));
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var receiver = Start(folder.FullName, url, door);
        try
        {
            await using var bench = PostBench.Open(settings: ("Retries", "0"));
            await Until.True(async () =>
            {
                Assert.That(receiver.HasExited, Is.False, "the sample compiles and stays");
                return (await PostAsync(bench, url, MessageKind.Test, PostBench.Secret, "try")).Status == 401;
            }, "the sample runs, and refuses what is wrongly signed", Compiling);

            Assert.That((await PostAsync(bench, url, MessageKind.Test, PaperSecrets.Police, "t1")).End, Is.EqualTo(PostEnd.Delivered));
            Assert.That((await PostAsync(bench, url, MessageKind.Submitted, PaperSecrets.Police, "s1")).End, Is.EqualTo(PostEnd.Delivered));
            Assert.That((await PostAsync(bench, url, MessageKind.Submitted, PaperSecrets.Police, "s1")).End, Is.EqualTo(PostEnd.Delivered));
            Assert.That((await PostAsync(bench, url, MessageKind.Updated, PaperSecrets.Police, "u1")).End, Is.EqualTo(PostEnd.Delivered));
            Assert.That((await PostAsync(bench, url, MessageKind.Cancelled, PaperSecrets.Police, "c1")).End, Is.EqualTo(PostEnd.Delivered));
            await Until.True(() => door.Orders.Heard.Count == 2, "it accepted once, and agreed");

            Assert.That(door.Orders.Heard.Select(heard => heard.Kind), Is.EquivalentTo(new[] { "report", "cancel-answer" }));
            Assert.That(door.Orders.Heard.Select(heard => heard.Order).OfType<ReportOrder>().Single(), Has.Property("Report").EqualTo(PartnerReport.Accepted).And.Property("Number").StartsWith("2026-"));
        }
        finally
        {
            receiver.Kill(entireProcessTree: true);
            await receiver.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string folder, Uri url, BackChannelHost door)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "Receiver.cs", "--", "--urls", url.ToString()]) { WorkingDirectory = folder };
        start.Environment["HOTLINE_SECRET"] = StandardWebhook.WriteSecret(PaperSecrets.Police);
        start.Environment["HOTLINE_BACK"] = new Uri(door.Url, $"/api/v1/partners/{BackChannelHost.Line}/{BackChannelHost.Partner}/escalations").ToString();
        return Process.Start(start)!;
    }

    private static Task<PostResult> PostAsync(PostBench bench, Uri url, MessageKind kind, byte[] secret, string id)
    {
        var body = PayloadWriter.Write(PayloadFormat.Hotline, PartnerKind.Police, PaperForm.Facts(kind));
        // A partner of its own for each: what is not up yet is not to be left alone.
        return bench.PostAsync(new Uri(url, "/escalations"), "police-" + Guid.NewGuid().ToString("N"), id, System.Text.Encoding.UTF8.GetString(body.Span), secrets: secret);
    }
}
