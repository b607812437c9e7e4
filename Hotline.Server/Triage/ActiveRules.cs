using System.Collections.Frozen;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Hotline.Server.Triage.Learning;
using Hotline.Server.Triage.Rules;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Triage;

/// <summary>The rule sets in use on this node: (line, language) → rules; language is empty for every one.</summary>
/// <param name="Models">By hash.</param>
public sealed record RuleBook(FrozenDictionary<(string Line, string Language), RuleSet> Active, FrozenDictionary<string, TextModel> Models)
{
    public static readonly RuleBook Empty = new(FrozenDictionary<(string, string), RuleSet>.Empty, FrozenDictionary<string, TextModel>.Empty);
}

/// <summary>Rule sets as activated in SQL, fresh on every node within 2 s; what cannot be read leaves the last known in use.</summary>
internal sealed class ActiveRules(
    IDbContextFactory<RecordsDb> records, LoopBeats loops, CompiledRules compiled, TimeProvider clock, ILogger<ActiveRules> logger)
    : Remembered<RuleBook>(Kinds.RuleSets, RuleBook.Empty, records, loops, clock, logger), IActiveRules
{
    public RuleSet Find(LineId line, string language) =>
        Current.Active.TryGetValue((line.Value, language), out var own) ? own
        : Current.Active.TryGetValue((line.Value, ""), out var any) ? any
        : RuleSetFile.Shipped;

    public TextModel? Model(RuleSet rules, string language) => rules.Models.TryGetValue(language, out var hash) ? Current.Models.GetValueOrDefault(hash) : null;

    protected override async Task<RuleBook> LoadAsync(RecordsDb db, CancellationToken cancel)
    {
        var uses = await db.Set<RuleSetUseRow>().AsNoTracking()
            .Where(use => use.Role == Wire.RuleSetRole.Active && use.State == Wire.RuleSetUseState.Approved).OrderBy(use => use.Id).ToListAsync(cancel);
        var active = new Dictionary<(string, string), RuleSet>();
        foreach (var use in uses)
            if (await compiled.FindAsync(db, use.Hash, cancel) is { } rules) active[(use.Line, use.Language)] = rules;
        var models = new Dictionary<string, TextModel>(StringComparer.Ordinal);
        foreach (var hash in active.Values.SelectMany(rules => rules.Models.Values).Distinct(StringComparer.Ordinal))
            if (await compiled.FindModelAsync(db, hash, cancel) is { } model) models[hash] = model;
        return new RuleBook(active.ToFrozenDictionary(), models.ToFrozenDictionary(StringComparer.Ordinal));
    }

    protected override void Turned(RuleBook before, RuleBook after)
    {
        foreach (var ((line, language), rules) in after.Active)
            if (!before.Active.TryGetValue((line, language), out var old) || old.Hash != rules.Hash)
                TriageLog.Activated(logger, line, language.Length == 0 ? "every language" : language, rules.Version);
    }
}

/// <summary>Rule sets by hash, each compiled once.</summary>
internal sealed class CompiledRules(ILogger<CompiledRules> logger)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, RuleSet> known = new(StringComparer.Ordinal) { [RuleSetFile.Shipped.Hash] = RuleSetFile.Shipped };

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TextModel> models = new(StringComparer.Ordinal);

    /// <summary>Null when it is not kept, or was kept by a version of Hotline that took what this one does not.</summary>
    public async Task<RuleSet?> FindAsync(RecordsDb db, string hash, CancellationToken cancel)
    {
        if (known.TryGetValue(hash, out var rules)) return rules;
        if (await db.Set<RuleSetRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancel) is not { } row) return null;
        var reading = RuleSetFile.Read(row.Yaml);
        if (reading.Rules is null) TriageLog.Unusable(logger, RuleSet.VersionOf(row.Name, row.Hash), reading.Problems[0].Line, reading.Problems[0].Reason);
        return reading.Rules is { } read ? known.GetOrAdd(hash, read) : null;
    }

    /// <summary>Null when it is not kept, or cannot be read.</summary>
    public async Task<TextModel?> FindModelAsync(RecordsDb db, string hash, CancellationToken cancel)
    {
        if (models.TryGetValue(hash, out var known)) return known;
        if (await db.Set<TextModelRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancel) is not { } row) return null;
        try
        {
            using var content = new MemoryStream(row.Content);
            return models.GetOrAdd(hash, TextModel.Load(content));
        }
        catch (ModelFormatException unread)
        {
            TriageLog.ModelUnusable(logger, hash, unread.Message);
            return null;
        }
    }

    /// <summary>By the version that an assessment names: name, @ and the first 16 digits of the hash.</summary>
    public async Task<RuleSet?> FindVersionAsync(RecordsDb db, string version, CancellationToken cancel)
    {
        var digits = version[(version.LastIndexOf('@') + 1)..];
        if (known.Values.FirstOrDefault(rules => rules.Version == version) is { } loaded) return loaded;
        var hash = await db.Set<RuleSetRow>().AsNoTracking().Where(row => row.Hash.StartsWith(digits)).Select(row => row.Hash).FirstOrDefaultAsync(cancel);
        return hash is null || digits.Length != 16 ? null : await FindAsync(db, hash, cancel);
    }
}
