using System.ComponentModel.DataAnnotations;
using Hotline.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;

namespace Hotline.Tests.Platform;

public sealed class StartupTests
{
    [Test]
    public void All_errors_of_all_sections_are_said_at_once_each_naming_its_setting()
    {
        var said = Start(("Kettle:Litres", "seven"), ("Kettle:Boil", "soon"), ("Kettle:Colour", "Mauve"), ("Oven:Degrees", "900"), ("Oven:From", "00:02:00"), ("Oven:Until", "00:01:00"));

        Assert.That(said, Is.EqualTo(new[]
        {
            "Hotline does not start:",
            "  Kettle:Boil: 'soon' cannot be read as a time span such as 00:00:20.",
            "  Kettle:Colour: 'Mauve' cannot be read as one of Red, Blue.",
            "  Kettle:Litres: 'seven' cannot be read as a number.",
            "  Oven:Degrees: between 50 and 300.",
            "  Oven:Until: later than From.",
        }));
    }

    [Test]
    public void Options_validated_on_start_are_said_with_the_others() =>
        Assert.That(Start(("Kettle:Litres", "seven"), ("Toaster:Slices", "9")), Is.EqualTo(new[]
        {
            "Hotline does not start:", "  Kettle:Litres: 'seven' cannot be read as a number.", "  Toaster:Slices: four at most.",
        }));

    [Test]
    public void A_value_that_such_options_cannot_read_is_named() =>
        Assert.That(Start(("Toaster:Slices", "nine")), Has.Some.Contains("Toaster:Slices"));

    [Test]
    public void Settings_that_hold_say_nothing() =>
        Assert.That(Start(("Kettle:Litres", "2"), ("Kettle:Colour", "Blue"), ("Oven:Degrees", "180")), Is.Empty);

    [Test]
    public void Settings_left_out_keep_their_defaults() => Assert.That(Start(), Is.Empty);

    [TestCase("http://127.0.0.1:5080", false)]
    [TestCase("http://localhost:5080;http://[::1]:5081", false)]
    [TestCase("http://0.0.0.0:5080", true)]
    [TestCase("http://+:5080", true)]
    [TestCase("http://127.0.0.1:5080;http://192.168.1.4:5080", true)]
    public void Development_listens_on_loopback_only(string urls, bool refused)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls)]).Build();

        Assert.That(Listening.Errors(settings, In("Development")).Any(), Is.EqualTo(refused));
        Assert.That(Listening.Errors(settings, In("Production")), Is.Empty);
    }

    [TestCase("http_ports", "8080", true)]
    [TestCase("Kestrel:Endpoints:Any:Url", "http://0.0.0.0:80", true)]
    [TestCase("Kestrel:Endpoints:Own:Url", "http://127.0.0.1:80", false)]
    public void Development_refuses_every_way_to_listen_to_a_network(string key, string value, bool refused) =>
        Assert.That(Listening.Errors(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build(), In("Development")).Any(), Is.EqualTo(refused));

    [Test]
    public void An_address_in_use_is_said_and_a_free_one_is_not()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("urls", $"http://{taken.LocalEndpoint};http://127.0.0.1:{Support.FreePort.Next()};http://127.0.0.1:0")]).Build();

        Assert.That(Listening.Taken(settings), Has.Exactly(1).Items.And.All.Contains(taken.LocalEndpoint!.ToString()!));
    }

    [Test]
    public void A_failure_that_is_not_about_settings_is_not_explained_away() =>
        Assert.That(StartupErrors.Explains(new AggregateException(new StartupRefusedException("x"), new InvalidOperationException())), Is.False);

    private static string[] Start(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddPlatform();
        builder.Services.AddValidatedOptions<KettleOptions>("Kettle").AddValidatedOptions<OvenOptions>("Oven");
        builder.Services.AddOptions<ToasterOptions>().BindConfiguration("Toaster").Validate(toaster => toaster.Slices <= 4, "Toaster:Slices: four at most.").ValidateOnStart();
        using var app = builder.Build();
        try
        {
            app.MapPlatform();
            return [];
        }
        catch (StartupRefusedException refused)
        {
            using var text = new StringWriter();
            Assert.That(StartupErrors.Report(refused, text), Is.Not.Zero);
            return text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        }
    }

    internal static IHostEnvironment In(string environment) =>
        WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment }).Environment;

    private enum Colour
    {
        Red,
        Blue,
    }

    private sealed class KettleOptions
    {
        public double Litres { get; init; } = 1;
        public TimeSpan Boil { get; init; } = TimeSpan.FromMinutes(3);
        public Colour Colour { get; init; } = Colour.Red;
    }

    private sealed class ToasterOptions
    {
        public int Slices { get; init; } = 2;
    }

    private sealed class OvenOptions : IValidatableObject
    {
        [System.ComponentModel.DataAnnotations.Range(50, 300, ErrorMessage = "between 50 and 300.")]
        public int Degrees { get; init; } = 180;
        public TimeSpan From { get; init; } = TimeSpan.Zero;
        public TimeSpan Until { get; init; } = TimeSpan.FromHours(1);

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Until <= From)
                yield return new ValidationResult("later than From.", [nameof(Until)]);
        }
    }
}
