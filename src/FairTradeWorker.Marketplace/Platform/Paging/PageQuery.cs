using FairTradeWorker.Marketplace.Platform.Http;
using Microsoft.AspNetCore.Mvc;

namespace FairTradeWorker.Marketplace.Platform.Paging;

/// <summary>The two parameters that every list takes.</summary>
public readonly record struct PageQuery
{
    /// <summary>Items of a page when the caller does not say.</summary>
    public const int DefaultLimit = 20;

    /// <summary>Most items of a page.</summary>
    public const int MaxLimit = 100;

    /// <summary>1 to 100.</summary>
    [FromQuery(Name = "limit")]
    public QueryNumber? Limit { get; init; }

    /// <summary>The <c>nextCursor</c> of the page before.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>The page size; only meaningful when <see cref="Check"/> found nothing.</summary>
    public int Size => (int)(Limit?.Value ?? DefaultLimit);

    internal void Check(QueryErrors errors)
    {
        if (Limit is { } limit && (limit.Complaint is not null || limit.Value is < 1 or > MaxLimit))
        {
            errors.Add("limit", $"Must be a whole number from 1 to {MaxLimit}.");
        }
    }
}
