using FairTradeWorker.Marketplace.Analytics;
using FairTradeWorker.Marketplace.Platform.Http;

namespace FairTradeWorker.Tests.Analytics;

public sealed class PeriodTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData(null, null, "2026-10-25", "2026-11-23", 30)]
    [InlineData("2026-11-23", null, "2026-11-23", "2026-11-23", 1)]
    [InlineData(null, "2024-03-01", "2024-02-01", "2024-03-01", 30)]
    [InlineData("2023-11-24", "2024-11-23", "2023-11-24", "2024-11-23", 366)]
    public void Days_that_are_not_given_are_the_last_thirty(string? from, string? to, string first, string last, int days)
    {
        Assert.True(Query(from, to).IsValid(Today, out var period, out _));
        Assert.Equal((DateOnly.Parse(first, null), DateOnly.Parse(last, null), days), (period.From, period.To, period.Days));
        Assert.Equal(TimeSpan.FromDays(days), period.End - period.Start);
    }

    [Theory]
    [InlineData("2026-11-24", null)]
    [InlineData("2023-11-23", "2024-11-23")]
    [InlineData("2026-02-30", null)]
    [InlineData("0001-01-01", "0001-01-02")]
    [InlineData(null, "9999-12-31")]
    public void Other_periods_are_refused(string? from, string? to)
    {
        Assert.False(Query(from, to).IsValid(Today, out _, out var problem));
        Assert.Equal(400, problem.Type.Status);
    }

    private static PeriodQuery Query(string? from, string? to) => new()
    {
        From = from is null ? null : QueryDate.Parse(from, null),
        To = to is null ? null : QueryDate.Parse(to, null),
    };
}
