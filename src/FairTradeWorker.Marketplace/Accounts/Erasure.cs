using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Outbox;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>The deletion of one account while it runs, in one transaction.</summary>
internal sealed class Erasure(MarketplaceDb db, OutboxWriter outbox, ChangedTopics changed, Guid userId)
{
    private readonly List<ErasedData> erased = [];
    private readonly List<KeptData> kept = [];

    public MarketplaceDb Db => db;

    /// <summary>For the events of what is ended by it.</summary>
    public OutboxWriter Outbox => outbox;

    /// <summary>For what looks different in lists after it.</summary>
    public ChangedTopics Changed => changed;

    public Guid UserId => userId;

    /// <summary>Reports what was erased, when there was any.</summary>
    public void Erased(string what, int count)
    {
        if (count > 0)
        {
            erased.Add(new(what, count));
        }
    }

    /// <summary>Reports what was not erased and why, when there is any.</summary>
    public void Kept(string what, int count, string why)
    {
        if (count > 0)
        {
            kept.Add(new(what, count, why));
        }
    }

    public ErasureReport Report() => new(erased, kept);
}

/// <summary>What became of an account's data.</summary>
public sealed record ErasureReport(IReadOnlyList<ErasedData> Erased, IReadOnlyList<KeptData> Kept);

/// <summary>Something that is gone.</summary>
/// <param name="Count">How many there were.</param>
public sealed record ErasedData(string What, int Count);

/// <summary>Something that stays.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Why">The reason, for the person who wanted it gone.</param>
public sealed record KeptData(string What, int Count, string Why);
