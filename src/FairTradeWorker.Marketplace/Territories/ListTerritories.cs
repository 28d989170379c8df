using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FairTradeWorker.Marketplace.Territories;

/// <summary>Which territories to list.</summary>
public readonly record struct TerritoryFilter
{
    /// <summary>Two-letter state code.</summary>
    [FromQuery(Name = "state")]
    public QueryText? State { get; init; }

    /// <summary>Part of the name, such as <c>travis</c> or <c>Travis County, TX</c>.</summary>
    [FromQuery(Name = "q")]
    public QueryText? Q { get; init; }
}

internal static class ListTerritories
{
    public static Results<Ok<Page<TerritoryResponse>>, Problem> Handle(
        [AsParameters] TerritoryFilter filter, [AsParameters] PageQuery page, Pager pager)
    {
        var errors = new QueryErrors();
        errors.Check("state", filter.State);
        errors.Check("q", filter.Q);
        if (filter.State is { Complaint: null, Value.Length: not 2 })
        {
            errors.Add("state", "Must be a two-letter state code.");
        }

        var scope = $"territories|{filter.State?.Value}|{filter.Q?.Value}";
        if (pager.IsInvalid(page, scope, errors, out string? after, out var invalid))
        {
            return invalid;
        }

        var found = TerritoryCatalog.Instance.Search(filter.State?.Value, filter.Q?.Value, after, page.Size + 1);
        return TypedResults.Ok(pager.Cut([.. found.Select(TerritoryResponse.From)], page, scope, territory => territory.Id));
    }
}
