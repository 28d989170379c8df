using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Territories;
using Microsoft.AspNetCore.Mvc;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>How open jobs are sorted.</summary>
public enum JobSort
{
    /// <summary>Newest first.</summary>
    New = 1,

    /// <summary>The nearest deadline first.</summary>
    Deadline = 2,
}

/// <summary>Which open jobs to list.</summary>
public readonly record struct JobFilter
{
    /// <summary>Five-digit county FIPS code.</summary>
    [FromQuery(Name = "territoryId")]
    public QueryText? TerritoryId { get; init; }

    /// <summary>A trade id.</summary>
    [FromQuery(Name = "trade")]
    public QueryText? Trade { get; init; }

    [FromQuery(Name = "size")]
    public QueryEnum<JobSize>? Size { get; init; }

    /// <summary>True: only jobs of high urgency and emergencies; false: only the others.</summary>
    [FromQuery(Name = "urgent")]
    public QueryFlag? Urgent { get; init; }

    /// <summary>Only jobs whose budget reaches this amount; jobs without a budget do not.</summary>
    [FromQuery(Name = "minBudgetCents")]
    public QueryNumber? MinBudgetCents { get; init; }

    /// <summary>Full-text search in title and description; understands "phrases", or, and -exclusion.</summary>
    [FromQuery(Name = "q")]
    public QueryText? Q { get; init; }

    [FromQuery(Name = "sort")]
    public QueryEnum<JobSort>? Sort { get; init; }

    /// <summary>The list of all open jobs, newest first.</summary>
    internal bool IsEmpty => this is { TerritoryId: null, Trade: null, Size: null, Urgent: null, MinBudgetCents: null, Q: null } &&
        Sort?.Value is null or JobSort.New;

    /// <summary>Names this list for its cursors.</summary>
    internal string Scope =>
        $"jobs|{TerritoryId?.Value}|{Trade?.Value}|{Size?.Value}|{Urgent?.Value}|{MinBudgetCents?.Value}|{Sort?.Value ?? JobSort.New}|{Q?.Value}";

    internal QueryErrors Check()
    {
        var errors = new QueryErrors();
        errors.Check("size", Size);
        errors.Check("urgent", Urgent);
        errors.Check("minBudgetCents", MinBudgetCents);
        errors.Check("q", Q);
        errors.Check("sort", Sort);
        if (TerritoryId is { } territory && !TerritoryCatalog.Instance.Contains(territory.Value))
        {
            errors.Add("territoryId", "Must be the five-digit FIPS code of a US county.");
        }

        if (Trade is { } trade && !TradeCatalog.Instance.Contains(trade.Value))
        {
            errors.Add("trade", "Must be an id of GET /v1/trades.");
        }

        return errors;
    }

    /// <summary>The indexes of the lists know status, territory and order, and nothing more.</summary>
    internal bool IsAnsweredByIndex => Trade is null && Size is null && Urgent is null && MinBudgetCents is null && Q is null;

    /// <summary>The filter that the order's index has too.</summary>
    internal IQueryable<Job> Locate(IQueryable<Job> jobs) => TerritoryId is { Value: var territory }
        ? jobs.Where(job => job.TerritoryId == territory)
        : jobs;

    /// <summary>The filters that are asked of each row; the search for words is not among them.</summary>
    internal IQueryable<Job> Narrow(IQueryable<Job> jobs)
    {
        if (Trade is { Value: var trade })
        {
            jobs = jobs.Where(job => job.Trades.Contains(trade));
        }

        if (Size is { Value: var size })
        {
            jobs = jobs.Where(job => job.Size == size);
        }

        if (Urgent is { Value: var urgent })
        {
            jobs = jobs.Where(job => (job.Urgency == JobUrgency.High || job.Urgency == JobUrgency.Emergency) == urgent);
        }

        if (MinBudgetCents is { Value: var minBudget })
        {
            jobs = jobs.Where(job => (job.BudgetMaxCents ?? job.BudgetMinCents) >= minBudget);
        }

        return jobs;
    }
}
