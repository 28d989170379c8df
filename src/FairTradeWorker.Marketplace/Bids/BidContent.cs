using System.ComponentModel.DataAnnotations;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Http;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>The part of a bid that its contractor writes.</summary>
[ValidatableType]
public sealed record BidContent
{
    /// <summary>1 cent to ten million dollars.</summary>
    [Range(1, JobRules.MaxAmountCents)]
    public required long AmountCents { get; init; }

    /// <summary>10 to 2,000 characters.</summary>
    [TextLength(10, 2000)]
    public required string Message { get; init; }

    /// <summary>Estimated working days.</summary>
    [Range(1, 3650)]
    public int? DurationDays { get; init; }

    public DateTimeOffset? EarliestStart { get; init; }
}
