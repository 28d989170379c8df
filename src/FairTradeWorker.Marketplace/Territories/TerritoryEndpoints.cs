using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Territories;

internal static class TerritoryEndpoints
{
    private const string Territory = """{ "id": "48453", "name": "Travis", "state": "TX" }""";

    public static void MapTerritories(this IEndpointRouteBuilder routes)
    {
        var territories = routes.MapGroup("/v1/territories").WithTags("Territories").AllowAnonymous();
        territories.MapGet("/", ListTerritories.Handle).WithName("listTerritories")
            .Describe("List territories", "All US counties by FIPS code.", $$"""{ "items": [{{Territory}}], "nextCursor": null }""",
                [CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
        territories.MapGet("/{id}", GetTerritory.Handle).WithName("getTerritory")
            .Describe("Read a territory", null, Territory, [CommonProblems.NotFound]);
        routes.MapGet("/v1/trades", ListTrades.Handle).WithName("listTrades").WithTags("Territories").AllowAnonymous()
            .Describe("List trades", "What a job can be about and a contractor can do.",
                """{ "items": [{ "id": "plumbing", "name": "Plumbing" }], "nextCursor": null }""",
                [CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
    }
}
