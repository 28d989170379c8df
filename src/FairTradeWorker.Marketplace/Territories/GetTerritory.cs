using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Territories;

internal static class GetTerritory
{
    public static Results<Ok<Territory>, Problem> Handle(string id) =>
        TerritoryCatalog.Instance.Find(id) is { } territory ? TypedResults.Ok(territory) : CommonProblems.Missing();
}
