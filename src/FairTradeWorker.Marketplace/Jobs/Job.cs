namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>Work that a homeowner wants done. Its state moves only as <see cref="JobLifecycle"/> allows.</summary>
public sealed class Job
{
    public required Guid Id { get; init; }

    public required Guid HomeownerId { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Five-digit county FIPS code.</summary>
    public required string TerritoryId { get; init; }

    /// <summary>Ids of the trade catalog, one to five, no repetition.</summary>
    public required string[] Trades { get; init; }

    public long? BudgetMinCents { get; init; }

    public long? BudgetMaxCents { get; init; }

    public required JobSize Size { get; init; }

    public required JobUrgency Urgency { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>Live bids. The guarded update that raises it is what keeps it at or below <see cref="MaxBids"/>.</summary>
    public int BidCount { get; init; }

    public required int MaxBids { get; init; }

    public required DateTimeOffset BidDeadline { get; init; }

    public DateTimeOffset? PreferredStart { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it became open; null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When the first bid was placed, even if it was withdrawn later; null before.</summary>
    public DateTimeOffset? FirstBidAt { get; init; }

    /// <summary>What the last command's giver said about it; for the parties.</summary>
    public string? StatusReason { get; init; }

    public Guid? AcceptedBidId { get; init; }

    public Guid? AwardedContractorId { get; init; }

    public Guid? AgreementId { get; init; }

    /// <summary>Rises by one with every change that any reader's projection shows.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>Where the work is. In a table of its own, so that no query of jobs can show it by accident.</summary>
public sealed class JobAddress
{
    public required Guid JobId { get; init; }

    public required string Line1 { get; init; }

    public string? Line2 { get; init; }

    public required string City { get; init; }

    /// <summary>Two-letter USPS code.</summary>
    public required string State { get; init; }

    public required string Zip { get; init; }
}

public enum JobStatus
{
    /// <summary>Only the owner sees it.</summary>
    Draft = 1,

    /// <summary>Takes bids until the deadline.</summary>
    Open = 2,

    /// <summary>A bid was accepted.</summary>
    Awarded = 3,
    InProgress = 4,

    /// <summary>The contractor says that it is done.</summary>
    WorkSubmitted = 5,
    Completed = 6,
    Cancelled = 7,

    /// <summary>The deadline passed without an accepted bid.</summary>
    Expired = 8,
}

public enum JobUrgency
{
    Low = 1,
    Normal = 2,
    High = 3,
    Emergency = 4,
}

/// <summary>Derived from the upper end of the budget.</summary>
public enum JobSize
{
    /// <summary>Up to $300.</summary>
    Small = 1,

    /// <summary>Up to $1,500, and jobs without a budget.</summary>
    Medium = 2,
    Large = 3,
}
