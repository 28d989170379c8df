using FairTradeWorker.Marketplace.Platform.Outbox;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>A job changed its state.</summary>
/// <param name="ContractorId">The awarded contractor, if there is one.</param>
/// <param name="Version">The job's version after it.</param>
public sealed record JobMoved(Guid JobId, Guid HomeownerId, Guid? ContractorId, JobStatus Status, int Version) : IOutboxEvent
{
    public static string Type => "job.moved";

    public Guid AggregateId => JobId;
}
