using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Territories;

internal static class GetTerritory
{
    // The catalog changes with the program only, so a territory's version is always the first.
    private const int Version = 1;

    public static Results<Ok<TerritoryResponse>, StatusCodeHttpResult, Problem> Handle(string id, HttpContext http) =>
        TerritoryCatalog.Instance.Find(id) is { } territory
            ? http.OkOrNotModified(TerritoryResponse.From(territory), Version)
            : CommonProblems.Missing();
}
