using FairTradeWorker.Ops.Load.Measuring;
using FairTradeWorker.Ops.Load.Report;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Ops.Load;

/// <summary>What decides whether a run has held.</summary>
public sealed class VerdictTests
{
    private static readonly WriteResult AllThere = new(Acknowledged: 5, InDatabase: 5, ReadBack: 5, Missing: 0);

    [Fact]
    public void Quick_answers_without_errors_hold() => Assert.Empty(NotHeld(Answers(1_000, milliseconds: 20), AllThere));

    [Fact]
    public void A_median_or_a_95th_percentile_above_the_target_does_not_hold()
    {
        Assert.Equal(["p50"], NotHeld(Answers(1_000, milliseconds: 200), AllThere));

        var slowTail = Answers(900, milliseconds: 20);
        AddTo(slowTail, 100, Outcome.Expected, milliseconds: 900);
        Assert.Equal(["p95"], NotHeld(slowTail, AllThere));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void A_hundredth_of_errors_does_not_hold(int ofAThousand, bool holds)
    {
        var total = Answers(1_000 - ofAThousand, milliseconds: 20);
        AddTo(total, ofAThousand, Outcome.ServerError, milliseconds: 1);
        Assert.Equal(holds ? [] : ["errors"], NotHeld(total, AllThere));
    }

    [Fact]
    public void A_run_that_the_rate_limit_refused_shows_nothing()
    {
        var total = Answers(500, milliseconds: 20);
        AddTo(total, 500, Outcome.Limited, milliseconds: 1);
        Assert.Equal(["refused by the rate limit"], NotHeld(total, AllThere));
    }

    [Fact]
    public void One_missing_write_does_not_hold_and_neither_do_writes_that_nobody_could_look_for()
    {
        var total = Answers(10, milliseconds: 20);
        Assert.Equal(["acknowledged writes that are missing"], NotHeld(total, AllThere with { Missing = 1 }));
        Assert.Equal(["acknowledged writes that are missing"], NotHeld(total, new(5, InDatabase: 0, ReadBack: 0, Missing: 0)));
        Assert.Empty(NotHeld(total, new(0, 0, 0, 0)));
    }

    [Fact]
    public void A_run_in_which_nothing_was_answered_does_not_hold()
    {
        Assert.Equal(["p50", "p95"], NotHeld(new(), new(0, 0, 0, 0)));

        var broken = new RouteMeasurement();
        AddTo(broken, 10, Outcome.Broken, milliseconds: 1);
        Assert.Equal(["p50", "p95", "errors"], NotHeld(broken, new(0, 0, 0, 0)));
    }

    private static RouteMeasurement Answers(int count, double milliseconds)
    {
        var total = new RouteMeasurement();
        AddTo(total, count, Outcome.Expected, milliseconds);
        return total;
    }

    private static void AddTo(RouteMeasurement total, int count, Outcome outcome, double milliseconds)
    {
        for (var i = 0; i < count; i++)
        {
            total.Add(outcome, TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    private static IEnumerable<string> NotHeld(RouteMeasurement total, WriteResult writes) => Verdict
        .Judge(ScalingPlan.Load().Targets, total, writes).Where(threshold => !threshold.Holds).Select(threshold => threshold.What);
}
