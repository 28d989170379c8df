namespace FairTradeWorker.Marketplace.Bids;

/// <summary>A contractor's offer for a job. Only he and the job's owner ever see it: bids are blind.</summary>
public sealed class Bid
{
    public required Guid Id { get; init; }

    public required Guid JobId { get; init; }

    public required Guid ContractorId { get; init; }

    public required long AmountCents { get; init; }

    public required string Message { get; init; }

    public int? DurationDays { get; init; }

    public DateTimeOffset? EarliestStart { get; init; }

    public required BidStatus Status { get; init; }

    /// <summary>What was said when it was withdrawn or declined.</summary>
    public string? StatusReason { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>A bid is live while it is submitted or accepted; every other state is final.</summary>
public enum BidStatus
{
    Submitted = 1,

    /// <summary>Taken back by the contractor, who may bid again.</summary>
    Withdrawn = 2,

    /// <summary>Turned down by the homeowner.</summary>
    Declined = 3,

    /// <summary>The job's deadline passed.</summary>
    Expired = 4,
    Accepted = 5,

    /// <summary>Another bid was accepted, or the job was cancelled.</summary>
    NotSelected = 6,
}
