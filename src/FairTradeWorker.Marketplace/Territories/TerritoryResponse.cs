namespace FairTradeWorker.Marketplace.Territories;

/// <summary>A territory as everybody sees it.</summary>
/// <param name="Id">Five-digit county FIPS code.</param>
/// <param name="Name">Without the word "County".</param>
/// <param name="State">Two-letter postal code.</param>
public sealed record TerritoryResponse(string Id, string Name, string State)
{
    internal static TerritoryResponse From(Territory territory) => new(territory.Id, territory.Name, territory.State);
}
