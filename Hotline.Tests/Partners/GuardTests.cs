using System.Net;
using Hotline.Server.Escalations.Posting;
using NUnit.Framework;

namespace Hotline.Tests.Partners;

/// <summary>Where a post may go.</summary>
public sealed class GuardTests
{
    private static readonly Uri Named = new("https://partner.example/hook");

    [TestCase("0.0.0.0")]
    [TestCase("10.1.2.3")]
    [TestCase("100.64.0.1")]
    [TestCase("127.0.0.1")]
    [TestCase("169.254.169.254")]
    [TestCase("172.16.0.1")]
    [TestCase("172.31.255.255")]
    [TestCase("192.168.1.1")]
    [TestCase("198.18.0.1")]
    [TestCase("224.0.0.1")]
    [TestCase("255.255.255.255")]
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("::ffff:10.0.0.1")]
    [TestCase("::ffff:8.8.8.8")]
    [TestCase("64:ff9b::a00:1")]
    [TestCase("64:ff9b:1::1")]
    [TestCase("fc00::1")]
    [TestCase("fd12:3456::1")]
    [TestCase("fe80::1")]
    [TestCase("fec0::1")]
    [TestCase("ff02::1")]
    [TestCase("2001:db8::1")]
    [TestCase("2001::1")]
    [TestCase("2002:a00:1::1")]
    public void An_address_that_is_not_of_the_open_internet_is_refused(string address) => Assert.That(PublicAddress.Is(IPAddress.Parse(address)), Is.False);

    [TestCase("8.8.8.8")]
    [TestCase("172.32.0.1")]
    [TestCase("100.128.0.1")]
    [TestCase("2606:4700::1")]
    [TestCase("2a01:4f8::1")]
    public void A_public_one_is_not(string address) => Assert.That(PublicAddress.Is(IPAddress.Parse(address)), Is.True);

    [Test]
    public async Task A_name_that_leads_into_the_private_network_is_refused_before_anything_leaves()
    {
        var dial = new PaperDial();
        await using var bench = PostBench.Open(resolver: new PaperNames(["10.0.0.5", "::1", "169.254.169.254"]), dial: dial);

        var result = await bench.PostAsync(Named);

        Assert.That((result.End, result.Code, result.Tries), Is.EqualTo((PostEnd.Refused, PostCodes.RefusedAddress, 1)));
        Assert.That(dial.Dialled, Is.Empty);
    }

    [Test]
    public async Task A_name_that_is_bound_anew_between_look_and_connection_leads_nowhere_else()
    {
        var (names, dial) = (new PaperNames(["203.0.112.9"], ["127.0.0.1"]), new PaperDial());
        await using var bench = PostBench.Open(resolver: names, dial: dial, settings: ("Retries", "0"));

        var first = await bench.PostAsync(Named);
        var asked = names.Asked;
        var second = await bench.PostAsync(Named);

        Assert.That((first.Code, asked), Is.EqualTo((PostCodes.ConnectionFailed, 1)), "the address that was checked is the one that is dialled: the name server is asked once");
        Assert.That(second.Code, Is.EqualTo(PostCodes.RefusedAddress));
        Assert.That(dial.Dialled, Is.EqualTo(new[] { "203.0.112.9:443" }));
    }

    [Test]
    public async Task Of_several_addresses_only_the_public_ones_are_dialled()
    {
        var dial = new PaperDial();
        await using var bench = PostBench.Open(resolver: new PaperNames(["192.168.0.9", "203.0.112.9", "fd00::1"]), dial: dial, settings: ("Retries", "0"));

        await bench.PostAsync(Named);

        Assert.That(dial.Dialled, Is.EqualTo(new[] { "203.0.112.9:443" }));
    }

    [TestCase("http://partner.example/hook")]
    [TestCase("ftp://127.0.0.1/hook")]
    [TestCase("file:///etc/passwd")]
    public async Task Plain_http_and_other_schemes_are_refused_unasked(string url)
    {
        var names = new PaperNames(["203.0.112.9"]);
        await using var bench = PostBench.Open(resolver: names);

        var result = await bench.PostAsync(new Uri(url));

        Assert.That((result.End, result.Code, result.Tries, names.Asked), Is.EqualTo((PostEnd.Refused, PostCodes.RefusedAddress, 0, 0)));
    }

    [TestCase("http://localhost:{0}/hook")]
    [TestCase("https://localhost:{0}/hook")]
    public async Task Another_spelling_of_an_allowed_host_is_another_host(string url)
    {
        await using var receiver = await ScriptedReceiver.AnsweringAsync(200);
        await using var bench = PostBench.Open();

        var result = await bench.PostAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, receiver.Url.Port)));

        Assert.That(result.Code, Is.EqualTo(PostCodes.RefusedAddress));
        Assert.That(receiver.Requests, Is.Empty);
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        await using var inside = await ScriptedReceiver.AnsweringAsync(200);
        await using var receiver = await ScriptedReceiver.StartAsync(http =>
        {
            http.Response.Headers.Location = inside.Url.ToString();
            http.Response.StatusCode = 307;
            return Task.CompletedTask;
        });
        await using var bench = PostBench.Open();

        var result = await bench.PostAsync(receiver.Url);

        Assert.That((result.End, result.Code, result.Status, result.Tries), Is.EqualTo((PostEnd.Refused, PostCodes.Redirected, 307, 1)));
        Assert.That(inside.Requests, Is.Empty);
    }

    [Test]
    public async Task A_partner_that_speaks_no_tls_fails_as_such()
    {
        await using var receiver = await ScriptedReceiver.AnsweringAsync(200);
        await using var bench = PostBench.Open(settings: ("Retries", "0"));

        var result = await bench.PostAsync(new Uri($"https://127.0.0.1:{receiver.Url.Port}/hook"));

        Assert.That((result.End, result.Code), Is.EqualTo((PostEnd.Failed, PostCodes.TlsFailed)));
    }
}
