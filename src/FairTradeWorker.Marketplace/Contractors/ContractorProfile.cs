namespace FairTradeWorker.Marketplace.Contractors;

/// <summary>What a contractor says about his business; everybody may read it.</summary>
public sealed class ContractorProfile
{
    /// <summary>The contractor's user id: one profile each.</summary>
    public required Guid UserId { get; init; }

    public required string CompanyName { get; init; }

    public required string Bio { get; init; }

    /// <summary>Ids of the trade catalog, one to ten, no repetition.</summary>
    public required string[] Trades { get; init; }

    /// <summary>Five-digit county FIPS codes, one to fifty, no repetition.</summary>
    public required string[] TerritoryIds { get; init; }

    public required int YearsExperience { get; init; }

    /// <summary>Whether he takes new work at the moment.</summary>
    public required bool AvailableNow { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts the changes of the profile itself; see <see cref="ContractorResponse.Version"/>.</summary>
    public int Version { get; init; } = 1;
}
