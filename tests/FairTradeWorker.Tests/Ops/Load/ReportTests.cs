using FairTradeWorker.Ops.Load.Report;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Ops.Load;

public sealed class ReportTests
{
    private static readonly LoadResult Result = new(
        "smoke",
        ["127.0.0.1:5080"],
        DateTimeOffset.UnixEpoch,
        10,
        Seconds: 3,
        WantedSeconds: 3,
        [new("p50", "150 ms", "1 ms", Holds: true)],
        new("all", 30, 10, 0, 1, 1, 2, 3, 4),
        OfferedPerSecond: 20,
        new(5, 5, 5, 0),
        Repeats: 0,
        new(25, 60),
        [new("GET /v1/jobs", 30, 10, 0, 1, 1, 2, 3, 4)],
        [new("GET /v1/jobs", "500", 1, "<script>alert('x')</script>")],
        [
            new(1, 10, 10, 0, 0, 1, 2, 3, Load: null),
            new(2, 10, 0, 0, 0, null, null, null, Load: null),
            new(3, 10, 10, 1, 0, 1, 2, 3, Load: null),
        ]);

    [Fact]
    public void The_page_needs_nothing_beside_it_and_runs_nothing_that_it_quotes()
    {
        var page = HtmlReport.Render(Result, ScalingPlan.Load().Targets);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.Contains("Everything held", page, StringComparison.Ordinal);
        Assert.Contains("50 % of the 20", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_ended_early_has_not_held_whatever_it_showed()
    {
        var early = Result with { WantedSeconds = 60 };

        Assert.True(Result.Held);
        Assert.False(early.Held);
        Assert.Contains("Ended early, after 3 s of 60 s", HtmlReport.Render(early, ScalingPlan.Load().Targets), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7.3, 8, 5)]
    [InlineData(100, 100, 6)]
    [InlineData(0, 1, 6)]
    [InlineData(8_000, 8_000, 5)]
    public void The_axis_ends_above_the_highest_value_at_a_round_number(double highest, double end, int ticks)
    {
        var scale = Plot.Scale([0, highest], isLogarithmic: false);

        Assert.Equal(end, scale.Highest, tolerance: 0.001);
        Assert.Equal(ticks, scale.Ticks.Count);
    }

    [Fact]
    public void A_logarithmic_axis_has_whole_powers_of_ten() =>
        Assert.Equal([1, 10, 100, 1_000], Plot.Scale([3, 150, 800], isLogarithmic: true).Ticks.Select(tick => Math.Round(tick, 6)));
}
