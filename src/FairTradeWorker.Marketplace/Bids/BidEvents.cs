using FairTradeWorker.Marketplace.Platform.Outbox;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>
/// A bid was placed or changed its state. It holds no amount: whoever may know it reads the bid, and events travel
/// further than answers do.
/// </summary>
public sealed record BidMoved(Guid BidId, Guid JobId, Guid HomeownerId, Guid ContractorId, BidStatus Status, int Version) : IOutboxEvent
{
    public static string Type => "bid.moved";

    public Guid AggregateId => JobId;
}
