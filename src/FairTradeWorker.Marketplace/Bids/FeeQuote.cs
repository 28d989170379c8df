namespace FairTradeWorker.Marketplace.Bids;

/// <summary>What a user was told that a payment would cost, and until when that holds.</summary>
public sealed class FeeQuote
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required long AmountCents { get; init; }

    public required PaymentMethod Method { get; init; }

    public required long PlatformFeeCents { get; init; }

    public required long ProcessorFeeCents { get; init; }

    public required long TotalCents { get; init; }

    public required int FeeScheduleVersion { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>How a homeowner pays.</summary>
public enum PaymentMethod
{
    Card = 1,

    /// <summary>US bank transfer.</summary>
    Ach = 2,
}
