using Hotline.Server.Floor;
using Hotline.Server.Handover;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Recording;
using Hotline.Server.Triage;
using Hotline.Tests.Intake;
using Hotline.Tests.Simulation;
using Hotline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Hotline.Tests.Handover;

/// <summary>Two lines in memory, and the records between them: what is decided here is in the records at once, unless it is held back.</summary>
internal sealed class TwoFloors : ILedger
{
    public static readonly LineId Here = new("here");
    public static readonly LineId There = new("there");
    private readonly ServiceProvider services;

    public TwoFloors()
    {
        services = new ServiceCollection()
            .AddSingleton<ILedger>(this).AddSingleton<IContactFile>(Records).AddSingleton<IInbox>(Records).AddSingleton<ISentContacts>(Records).AddSingleton<IRecordedProgress>(Records)
            .AddSingleton<ICarryFiles, NothingCarried>().AddSingleton<IActiveRules, ShippedRules>().AddSingleton<HotlineMeter>().AddSingleton<GradeContact>().AddSingleton(Options.Create(new IntakeOptions()))
            .AddSingleton(TimeProvider.System).AddMetrics().AddLogging()
            .AddScoped<FindContact>().AddScoped<RescoreFromEvidence.Ways>().AddScoped<RescoreFromEvidence>().AddScoped<BringFile>().AddScoped<OpenElsewhere>()
            .BuildServiceProvider();
    }

    public PaperFloor Source { get; } = new();
    public PaperFloor Target { get; } = new();
    public PaperRecords Records { get; } = new();

    /// <summary>Nothing more reaches the records.</summary>
    public bool Held { get; set; }

    /// <summary>Happens just before a command is decided.</summary>
    public Action<FloorCommand>? Before { get; set; }

    public List<FloorCommand> Asked { get; } = [];

    public DateTimeOffset Now => Source.Now;

    public event Action<LineId, JournalEntry?>? Moved;

    public FloorState State(LineId line) => Of(line).State;

    public Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, CancellationToken cancel = default)
    {
        Before?.Invoke(command);
        Asked.Add(command);
        var floor = Of(line);
        switch (floor.Do(command))
        {
            case Decision.Refused refused: return Task.FromResult<LedgerAnswer>(new LedgerAnswer.Refused(refused.Why));
            case Decision.Changed changed:
                Record();
                var entry = new JournalEntry(line, 1, floor.State.Sequence, Now, "t", "p", id, actor, [], changed.Events);
                Moved?.Invoke(line, entry);
                return Task.FromResult<LedgerAnswer>(new LedgerAnswer.Committed(entry, false));
            default: return Task.FromResult<LedgerAnswer>(new LedgerAnswer.Unchanged(1, floor.State.Sequence));
        }
    }

    /// <summary>What stands on the floors is recorded.</summary>
    public void Record()
    {
        if (Held) return;
        foreach (var contact in Source.State.Contacts.Values.Concat(Target.State.Contacts.Values)) Records.Recorded[contact.Id] = contact;
    }

    /// <summary>As a node that has just begun to lead: it knows nothing of its own.</summary>
    public SendToLines Leader() => new(this, services.GetRequiredService<IServiceScopeFactory>(), new FakeTimeProvider(), services.GetRequiredService<ILogger<SendToLines>>());

    private PaperFloor Of(LineId line) => line == Here ? Source : Target;
}
