using Hotline.Console.Access;
using Hotline.Console.Live;
using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>A hand-over that is being prepared; kept while its panel is closed, in memory only.</summary>
public sealed class PreparedEscalation(string contactId)
{
    public string ContactId => contactId;

    /// <summary>Null until it was read.</summary>
    public EscalationDraft? Draft { get; internal set; }
    public FormSheet Sheet { get; } = new(EscalationForm.Empty);

    /// <summary>Partner ids in the order to ask.</summary>
    public IReadOnlyList<string> Chain { get; private set; } = [];

    /// <summary>A person put it in order: chips change it no more.</summary>
    public bool ChainIsOwn { get; private set; }

    /// <summary>Why the draft could not be read; null when it was, or is being read.</summary>
    public string? Refusal { get; internal set; }

    public IEnumerable<PartnerChoice> Asked => Chain.Select(id => Draft?.Partners.FirstOrDefault(partner => partner.PartnerId == id)).OfType<PartnerChoice>();

    public void Propose()
    {
        if (!ChainIsOwn && Draft is { } draft)
            Chain = ChainChoices.Proposed(draft, Sheet.Wanted);
    }

    public void Move(string partnerId, int by)
    {
        var order = Chain.ToList();
        var (from, to) = (order.IndexOf(partnerId), order.IndexOf(partnerId) + by);
        if (from < 0 || to < 0 || to >= order.Count)
            return;
        (order[from], order[to]) = (order[to], order[from]);
        Own(order);
    }

    public void Skip(string partnerId) => Own([.. Chain.Where(id => id != partnerId)]);

    public void Add(string partnerId) => Own([.. Chain.Append(partnerId)]);

    public void ProposeAgain()
    {
        ChainIsOwn = false;
        Propose();
    }

    private void Own(IReadOnlyList<string> order) => (Chain, ChainIsOwn) = (order, true);
}

/// <summary>Hand-overs being prepared at this console.</summary>
public sealed class EscalationDrafts : IDisposable
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);
    private const int MostReads = 60;

    private readonly Dictionary<string, PreparedEscalation> prepared = [];
    private readonly ConsoleApi api;
    private readonly DeskFeed desk;
    private readonly TimeProvider time;
    private string? directLine;

    public EscalationDrafts(ConsoleApi api, DeskFeed desk, TimeProvider time)
    {
        (this.api, this.desk, this.time) = (api, desk, time);
        desk.Changed += Follow;
    }

    public PreparedEscalation Of(string contactId) => prepared.TryGetValue(contactId, out var known) ? known : prepared[contactId] = new PreparedEscalation(contactId);

    /// <summary>Reads the draft, and again while the server cannot answer.</summary>
    public async Task Read(PreparedEscalation one, Action progress)
    {
        for (var tries = 0; tries < MostReads && one.Draft is null && prepared.ContainsValue(one); tries++)
        {
            if (tries > 0)
                await Task.Delay(ReadAgainAfter, time);
            var answer = await api.ReadEscalationDraft(one.ContactId);
            one.Refusal = answer.Slug;
            if (answer.Value is { } draft && one.Draft is null)
            {
                one.Draft = draft;
                var caller = draft.Form.Caller;
                one.Sheet.Fill(draft.Form with { Caller = caller with { DirectLine = caller.DirectLine ?? directLine } });
                one.Propose();
            }
            progress();
            if (!answer.Passes)
                return;
        }
    }

    /// <summary>The direct line that was typed stands in the next form of this worker.</summary>
    public void Begun(PreparedEscalation one)
    {
        directLine = one.Sheet["caller.directLine"] is { Length: > 0 } typed ? typed : directLine;
        prepared.Remove(one.ContactId);
    }

    private void Follow()
    {
        // Another person may sit down here next.
        if (desk.View is not { } view)
        {
            prepared.Clear();
            directLine = null;
        }
        else
            foreach (var gone in prepared.Keys.Where(id => view.Engagements.All(held => held.ContactId != id)).ToList())
                prepared.Remove(gone);
    }

    public void Dispose() => desk.Changed -= Follow;
}
