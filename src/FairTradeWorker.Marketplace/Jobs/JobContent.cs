using System.ComponentModel.DataAnnotations;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Territories;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>The part of a job that its owner writes.</summary>
[ValidatableType]
public record JobContent : IValidatableObject
{
    /// <summary>10 to 200 characters.</summary>
    [TextLength(10, 200)]
    public required string Title { get; init; }

    /// <summary>20 to 5,000 characters.</summary>
    [TextLength(20, 5000)]
    public required string Description { get; init; }

    /// <summary>Five-digit county FIPS code.</summary>
    public required string TerritoryId { get; init; }

    /// <summary>One to five trade ids.</summary>
    [Length(1, JobRules.MaxTrades)]
    public required IReadOnlyList<string> Trades { get; init; }

    [Range(0, JobRules.MaxAmountCents)]
    public long? BudgetMinCents { get; init; }

    /// <summary>Not below budgetMinCents.</summary>
    [Range(0, JobRules.MaxAmountCents)]
    public long? BudgetMaxCents { get; init; }

    /// <summary>normal when not given.</summary>
    public JobUrgency? Urgency { get; init; }

    /// <summary>How many live bids the job takes; 5 when not given.</summary>
    [Range(1, 20)]
    public int? MaxBids { get; init; }

    /// <summary>One hour to 90 days ahead; 14 days when not given.</summary>
    public DateTimeOffset? BidDeadline { get; init; }

    public DateTimeOffset? PreferredStart { get; init; }

    /// <summary>Shown to nobody but the owner and, after the award, the contractor.</summary>
    public AddressContent? Address { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TerritoryCatalog.Instance.Contains(TerritoryId))
        {
            yield return new("Must be the five-digit FIPS code of a US county.", [nameof(TerritoryId)]);
        }

        // The serializer lets null pass as an element.
        if (!Trades.All(trade => trade is not null && TradeCatalog.Instance.Contains(trade)) || Trades.Distinct().Count() != Trades.Count)
        {
            yield return new("Must be different ids of GET /v1/trades.", [nameof(Trades)]);
        }

        if (BudgetMinCents > BudgetMaxCents)
        {
            yield return new("Must not be below budgetMinCents.", [nameof(BudgetMaxCents)]);
        }
    }
}

/// <summary>A postal address in the United States.</summary>
[ValidatableType]
public sealed record AddressContent
{
    [TextLength(1, 200)]
    public required string Line1 { get; init; }

    [TextLength(1, 200)]
    public string? Line2 { get; init; }

    [TextLength(1, 100)]
    public required string City { get; init; }

    /// <summary>Two capital letters.</summary>
    [RegularExpression("[A-Z]{2}", ErrorMessage = "Must be a two-letter state code in capitals.")]
    public required string State { get; init; }

    /// <summary>Five digits, or nine with a hyphen.</summary>
    [RegularExpression("[0-9]{5}(-[0-9]{4})?", ErrorMessage = "Must be a ZIP code such as 78701 or 78701-1234.")]
    public required string Zip { get; init; }

    internal JobAddress For(Guid jobId) => new()
    {
        JobId = jobId,
        Line1 = Line1.Trim(),
        Line2 = Line2?.Trim(),
        City = City.Trim(),
        State = State,
        Zip = Zip,
    };
}
