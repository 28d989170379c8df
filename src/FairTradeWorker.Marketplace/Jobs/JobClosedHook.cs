using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Outbox;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>
/// What other features do in the same transaction when jobs stop taking bids without an award. Jobs knows no bids;
/// the feature that has them registers this.
/// </summary>
/// <param name="RunAsync">Gets the outbox for its events, the jobs and their new status: cancelled or expired.</param>
internal sealed record JobClosedHook(Func<MarketplaceDb, OutboxWriter, IReadOnlyList<Guid>, JobStatus, CancellationToken, Task> RunAsync);
