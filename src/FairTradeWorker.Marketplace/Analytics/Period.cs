using System.Diagnostics.CodeAnalysis;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Mvc;

namespace FairTradeWorker.Marketplace.Analytics;

/// <summary>Which days to count.</summary>
public readonly record struct PeriodQuery
{
    /// <summary>The first day, UTC; 29 days before the last one when not given.</summary>
    [FromQuery(Name = "from")]
    public QueryDate? From { get; init; }

    /// <summary>The last day, included, UTC; today when not given.</summary>
    [FromQuery(Name = "to")]
    public QueryDate? To { get; init; }

    /// <param name="today">The day in UTC.</param>
    internal bool IsValid(DateOnly today, out Period period, [NotNullWhen(false)] out Problem? invalid)
    {
        var errors = new QueryErrors();
        errors.Check("from", From);
        errors.Check("to", To);
        period = default;
        if (errors.Any(out invalid))
        {
            return false;
        }

        var last = To?.Value ?? today;
        period = new(From?.Value ?? last.AddDays(1 - Period.DefaultDays), last);
        if (period.From > period.To || period.Days > Period.MaxDays)
        {
            errors.Add("from", $"Must not be after to, and the two may be at most {Period.MaxDays} days apart, both counted.");
        }

        return !errors.Any(out invalid);
    }
}

/// <summary>Days in UTC, both included.</summary>
internal readonly record struct Period(DateOnly From, DateOnly To)
{
    public const int DefaultDays = 30;
    public const int MaxDays = 366;

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The first moment of the period.</summary>
    public DateTimeOffset Start => StartOf(From);

    /// <summary>The first moment after it.</summary>
    public DateTimeOffset End => StartOf(To.AddDays(1));

    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
