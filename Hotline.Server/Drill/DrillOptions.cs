using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hotline.Server.Drill;

/// <summary>The options of the verb, with the defaults of Development.</summary>
internal sealed class DrillOptions
{
    private readonly Option<string> url = new("--url") { Description = "Address of the server", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
    private readonly Option<string?> arrivals = new("--arrivals") { Description = "CSV file with arrived_at, band, final_band", HelpName = "FILE" };
    private readonly Option<DateOnly?> from = new("--from") { Description = "First day replayed", HelpName = "DATE" };
    private readonly Option<DateOnly?> to = new("--to") { Description = "Day after the last one", HelpName = "DATE" };
    private readonly Option<double> speed = Number("--speed", "Compresses the gaps between arrivals only", 1, least: 0.001, most: 1_000_000);
    private readonly Option<int> workers = new("--workers") { Description = "Simulated workers", DefaultValueFactory = _ => 30 };
    private readonly Option<double> decline = Number("--decline", "Share of offers declined", 0.05, most: 1);
    private readonly Option<double> lose = Number("--lose-console", "Share of offers whose console vanishes for longer than its lease", 0.02, most: 1);
    private readonly Option<double> handle = Number("--handle", "Mean of conversation and wrap-up together, s", 6);
    private readonly Option<double> answer = Number("--answer", "Median from an offer shown to its answer, s", 2);
    private readonly Option<double> patience = Number("--patience", "Mean wait after which a help seeker leaves, s; 0 = never", 120);
    private readonly Option<double> drain = Number("--drain", "Longest wait for the floor to empty after the last arrival, s", 120);
    private readonly Option<double> chat = Number("--chat-share", "Share of arrivals that come by chat", 0, most: 1);
    private readonly Option<double> escalate = Number("--escalate", "Share of high and imminent contacts handed over to the line's partners", 0, most: 1);
    private readonly Option<int> probe = new("--probe") { Description = "Single contacts on an idle line, from post to shown", HelpName = "N" };
    private readonly Option<string?> json = new("--json") { Description = "Writes the figures", HelpName = "FILE" };
    private readonly Option<int> seed = new("--seed") { Description = "Of all chance in the drill", DefaultValueFactory = _ => 1 };
    private readonly Option<string> line = new("--line") { Description = "A line marked as a drill line", DefaultValueFactory = _ => "drill" };
    private readonly Option<string> key = new("--key") { Description = "Channel key for voice", DefaultValueFactory = _ => "hlk_drill-voice_development" };
    private readonly Option<string> chatKey = new("--chat-key") { Description = "Channel key for chat", DefaultValueFactory = _ => "hlk_drill-chat_development" };
    private readonly Option<string> users = new("--user-prefix") { Description = "Accounts are this and 001, 002, …", DefaultValueFactory = _ => "drill-" };
    private readonly Option<string?> password = new("--password") { Description = "Of those accounts; in Development the server tells it" };

    private readonly Option<string?> rules = new("--rules") { Description = "Rule set put to use on the line while the drill runs, then what stood before", HelpName = "FILE" };
    private readonly Option<string> proposer = new("--proposed-by") { Description = "Administrator who proposes it", DefaultValueFactory = _ => "demo-admin" };
    private readonly Option<string> approver = new("--approved-by") { Description = "Supervisor or administrator who approves it", DefaultValueFactory = _ => "demo-supervisor" };

    public DrillOptions()
    {
        Command = new Command("drill", "Replays arrivals against a running server, with simulated workers, and checks that nobody was lost or held twice.")
        {
            url, arrivals, from, to, speed, workers, decline, lose, handle, answer, patience, drain, chat, escalate, probe, json, seed, line, key, chatKey, users, password, rules, proposer, approver,
        };
        url.Validators.Add(result => Require(result, Uri.TryCreate(result.GetValue(url), UriKind.Absolute, out var address) && address.Scheme is "http" or "https", "an address such as http://127.0.0.1:5080"));
        workers.Validators.Add(result => Require(result, result.GetValue(workers) is > 0 and <= 1000, "from 1 to 1000"));
        probe.Validators.Add(result => Require(result, result.GetValue(probe) is >= 0 and <= 100_000, "from 0 to 100000"));
        Command.Validators.Add(result =>
        {
            if (result.GetValue(arrivals) is null && result.GetValue(probe) == 0)
                result.AddError("Give --arrivals FILE, --probe N, or both.");
        });
    }

    public Command Command { get; }

    public DrillPlan Read(ParseResult parsed) => new(
        new Uri(parsed.GetValue(url)!), parsed.GetValue(arrivals), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(speed), parsed.GetValue(workers),
        new DrillPlan.Odds(parsed.GetValue(decline), parsed.GetValue(lose), parsed.GetValue(chat), parsed.GetValue(escalate)),
        Seconds(parsed, handle), Seconds(parsed, answer), Seconds(parsed, patience), Seconds(parsed, drain), parsed.GetValue(probe), parsed.GetValue(json), parsed.GetValue(seed),
        new DrillPlan.Entrance(parsed.GetValue(line)!, parsed.GetValue(key)!, parsed.GetValue(chatKey)!, parsed.GetValue(users)!, parsed.GetValue(password)),
        parsed.GetValue(rules) is { } file ? new DrillPlan.Trial(File.ReadAllText(file), parsed.GetValue(proposer)!, parsed.GetValue(approver)!) : null);

    private static TimeSpan Seconds(ParseResult parsed, Option<double> option) => TimeSpan.FromSeconds(parsed.GetValue(option));

    private static Option<double> Number(string name, string description, double usual, double least = 0, double most = 86_400)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result => Require(result, result.GetValue(option) >= least && result.GetValue(option) <= most, $"from {least} to {most}"));
        return option;
    }

    private static void Require(OptionResult result, bool holds, string wanted)
    {
        if (!holds)
            result.AddError($"{result.Option.Name} must be {wanted}.");
    }
}
