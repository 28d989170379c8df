namespace FairTradeWorker.Marketplace.Bids;

/// <summary>What was agreed when a bid was accepted; never changed.</summary>
public sealed class Agreement
{
    public required Guid Id { get; init; }

    public required Guid JobId { get; init; }

    public required Guid BidId { get; init; }

    public required Guid HomeownerId { get; init; }

    public required Guid ContractorId { get; init; }

    /// <summary>What the contractor gets, all of it.</summary>
    public required long AmountCents { get; init; }

    public required long PlatformFeeCents { get; init; }

    /// <summary>Amount plus platform fee; what the processor takes depends on how it is paid.</summary>
    public required long TotalCents { get; init; }

    /// <summary>See <see cref="FeeSchedule.Version"/>.</summary>
    public required int FeeScheduleVersion { get; init; }

    public Guid? FeeQuoteId { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }
}
