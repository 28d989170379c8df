using System.ComponentModel.DataAnnotations;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Territories;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Contractors;

/// <summary>The whole profile as its contractor writes it; every member is required.</summary>
[ValidatableType]
public sealed record ContractorProfileContent : IValidatableObject
{
    internal const int MaxTrades = 10;
    internal const int MaxTerritories = 50;
    internal const int MaxYears = 80;

    /// <summary>2 to 100 characters.</summary>
    [TextLength(2, 100)]
    public required string CompanyName { get; init; }

    /// <summary>Up to 4,000 characters.</summary>
    [TextLength(0, 4000)]
    public required string Bio { get; init; }

    /// <summary>One to ten trade ids.</summary>
    [Length(1, MaxTrades)]
    public required IReadOnlyList<string> Trades { get; init; }

    /// <summary>One to fifty five-digit county FIPS codes.</summary>
    [Length(1, MaxTerritories)]
    public required IReadOnlyList<string> TerritoryIds { get; init; }

    [Range(0, MaxYears)]
    public required int YearsExperience { get; init; }

    /// <summary>Whether new work is taken at the moment.</summary>
    public required bool AvailableNow { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The serializer lets null pass as an element.
        if (!Trades.All(trade => trade is not null && TradeCatalog.Instance.Contains(trade)) || Trades.Distinct().Count() != Trades.Count)
        {
            yield return new("Must be different ids of GET /v1/trades.", [nameof(Trades)]);
        }

        if (!TerritoryIds.All(id => id is not null && TerritoryCatalog.Instance.Contains(id)) || TerritoryIds.Distinct().Count() != TerritoryIds.Count)
        {
            yield return new("Must be different five-digit FIPS codes of US counties.", [nameof(TerritoryIds)]);
        }
    }
}
