using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Server.Identity;

/// <summary>An account that exists in Development only.</summary>
public sealed record DemoPerson(string UserName, string Name, string Role, string Line)
{
    /// <summary>The same on every machine.</summary>
    public Guid Id => new(SHA256.HashData(Encoding.UTF8.GetBytes("hotline demo account " + UserName)).AsSpan(0, 16));

    /// <summary>As an account keeps them.</summary>
    public int Level { get; init; } = Floor.WorkerProfile.UsualLevel;
    public string Languages { get; init; } = "en,zh";
    public string Skills { get; init; } = "";
    public string? PartnerId { get; init; }
}

/// <summary>What Development comes with: two lines, people to try them, workers for drills, keys to call with.</summary>
public static class DemoAccounts
{
    /// <summary>Of every demo account; no secret.</summary>
    public const string Password = "hotline-demo";

    public const string DemoLine = "demo";
    public const string DrillLine = "drill";
    public const int DrillWorkers = 200;

    /// <summary>The desk partner that each line of Development has.</summary>
    public const string DeskPartner = "mobile-crisis-team";

    public static readonly ImmutableArray<DemoPerson> Drill =
        [.. Enumerable.Range(1, DrillWorkers).Select(number => string.Create(CultureInfo.InvariantCulture, $"drill-{number:000}"))
            .Select(name => new DemoPerson(name, name, Wire.Roles.Operator, DrillLine))];

    /// <summary>Those named on the sign-in page.</summary>
    public static readonly ImmutableArray<DemoPerson> Shown =
    [
        new("demo-operator", "Demo Operator 林", Wire.Roles.Operator, DemoLine) { Level = 3, Skills = "family:2,youth:2" },
        new("demo-operator2", "Demo Operator 陈", Wire.Roles.Operator, DemoLine),
        // By these two it can be seen what a level does, and a wish.
        new("demo-trainee", "Demo Trainee 黄", Wire.Roles.Operator, DemoLine) { Level = 1, Languages = "en:3,zh" },
        new("demo-senior", "Demo Senior 何", Wire.Roles.Operator, DemoLine) { Level = 4, Skills = "trauma:3,violence:3,youth:3" },
        new("demo-supervisor", "Demo Supervisor 王", Wire.Roles.Supervisor, DemoLine),
        new("demo-admin", "Demo Administrator 周", Wire.Roles.Administrator, DemoLine),
        new("demo-partner", "Demo Partner 流动小组", Wire.Roles.Partner, DemoLine) { PartnerId = DeskPartner, Languages = "" },
        new("drill-supervisor", "Drill Supervisor", Wire.Roles.Supervisor, DrillLine),
    ];

    public static readonly ImmutableArray<DemoPerson> All = [.. Shown, .. Drill];

    private static readonly HashSet<Guid> Ids = [.. All.Select(person => person.Id)];

    /// <summary>Channel keys: id → line and channel. The secret of each is <see cref="KeySecret"/>.</summary>
    public static readonly ImmutableSortedDictionary<string, (string Line, Floor.Channel Channel)> Keys = new[] { DemoLine, DrillLine }
        .SelectMany(line => new[] { Floor.Channel.Voice, Floor.Channel.Chat, Floor.Channel.Sms }.Select(channel => (line, channel)))
        .ToImmutableSortedDictionary(key => $"{key.line}-{(key.channel switch { Floor.Channel.Voice => "voice", Floor.Channel.Chat => "chat", _ => "sms" })}", key => key, StringComparer.Ordinal);

    public const string KeySecret = "development";

    public static bool Includes(Guid account) => Ids.Contains(account);
}

/// <summary>Whether what <see cref="DemoAccounts"/> names may be used: its passwords and secrets are public, so only in Development.</summary>
public sealed class DemoAccess(IHostEnvironment environment)
{
    public bool Allowed => environment.IsDevelopment();

    /// <summary>True for demo accounts outside Development, as when a Development database was taken along.</summary>
    public bool Hides(Guid account) => !Allowed && DemoAccounts.Includes(account);

    public bool HidesKey(string key) => !Allowed && DemoAccounts.Keys.ContainsKey(key);
}
