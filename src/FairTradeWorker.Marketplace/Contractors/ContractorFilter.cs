using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Territories;
using Microsoft.AspNetCore.Mvc;

namespace FairTradeWorker.Marketplace.Contractors;

/// <summary>Which contractors to list.</summary>
public readonly record struct ContractorFilter
{
    /// <summary>Five-digit county FIPS code: only contractors who work there.</summary>
    [FromQuery(Name = "territoryId")]
    public QueryText? TerritoryId { get; init; }

    /// <summary>A trade id.</summary>
    [FromQuery(Name = "trade")]
    public QueryText? Trade { get; init; }

    /// <summary>True: only contractors who take new work at the moment; false: only the others.</summary>
    [FromQuery(Name = "availableNow")]
    public QueryFlag? AvailableNow { get; init; }

    /// <summary>Words of company name and bio, all of them; words of three or more characters may be beginnings.</summary>
    [FromQuery(Name = "q")]
    public QueryText? Q { get; init; }

    /// <summary>Names this list for its cursors.</summary>
    internal string Scope => $"contractors|{TerritoryId?.Value}|{Trade?.Value}|{AvailableNow?.Value}|{Q?.Value}";

    internal QueryErrors Check()
    {
        var errors = new QueryErrors();
        errors.Check("availableNow", AvailableNow);
        errors.Check("q", Q);
        if (TerritoryId is { } territory && !TerritoryCatalog.Instance.Contains(territory.Value))
        {
            errors.Add("territoryId", "Must be the five-digit FIPS code of a US county.");
        }

        if (Trade is { } trade && !TradeCatalog.Instance.Contains(trade.Value))
        {
            errors.Add("trade", "Must be an id of GET /v1/trades.");
        }

        if (Q is { Complaint: null, Value: var q } && ContractorSearch.WordsOf(q).Count > ContractorSearch.MaxWords)
        {
            errors.Add("q", $"Must have at most {ContractorSearch.MaxWords} words.");
        }

        return errors;
    }

    /// <summary>The index of the list's order answers it alone.</summary>
    internal bool IsEmpty => TerritoryId is null && Trade is null && AvailableNow is null && Q is null;

    /// <summary>The filters but the search for words.</summary>
    internal IQueryable<ContractorProfile> Narrow(IQueryable<ContractorProfile> profiles)
    {
        if (TerritoryId is { Value: var territory })
        {
            profiles = profiles.Where(profile => profile.TerritoryIds.Contains(territory));
        }

        if (Trade is { Value: var trade })
        {
            profiles = profiles.Where(profile => profile.Trades.Contains(trade));
        }

        if (AvailableNow is { Value: var available })
        {
            profiles = profiles.Where(profile => profile.AvailableNow == available);
        }

        return profiles;
    }
}
