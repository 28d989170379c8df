using FairTradeWorker.Ops.Load.Journeys;
using FairTradeWorker.Ops.Load.Measuring;

namespace FairTradeWorker.Tests.Ops.Load;

public sealed class MeasurementsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Refusals_of_the_rate_limit_are_neither_errors_nor_answers()
    {
        var measured = new Measurements();
        measured.Add(Routes.ListJobs, Outcome.Expected, TimeSpan.FromMilliseconds(10));
        measured.Add(Routes.ListJobs, Outcome.Limited, TimeSpan.FromMilliseconds(1));
        measured.Add(Routes.GetJob, Outcome.ServerError, TimeSpan.FromMilliseconds(1));
        measured.Add(Routes.GetJob, Outcome.Timeout, TimeSpan.FromSeconds(30));
        measured.Add(Routes.GetJob, Outcome.Broken, TimeSpan.Zero);
        measured.Add(Routes.GetJob, Outcome.Unexpected, TimeSpan.FromMilliseconds(1));

        Assert.Equal((6, 4, 1), (measured.Total.Requests, measured.Total.Errors, measured.Total.Of(Outcome.Limited)));
        Assert.Equal((2, 0), (measured.Of(Routes.ListJobs).Requests, measured.Of(Routes.ListJobs).Errors));
        // Only what was answered as expected has an answer time: quick refusals make nothing faster.
        Assert.Equal(1, measured.Total.Latencies.Count);
        var moment = measured.Cut(Second, 2 * Second, users: 3, load: null);
        Assert.Equal((3, 2, 0.5, 3), (moment.RequestsPerSecond, moment.ErrorsPerSecond, moment.LimitedPerSecond, moment.Users));
        Assert.InRange(moment.P95 ?? 0, 9.9, 10.1);
    }

    [Fact]
    public void An_interval_has_only_what_came_in_it()
    {
        var measured = new Measurements();
        measured.Add(Routes.ListJobs, Outcome.Expected, TimeSpan.FromMilliseconds(500));
        measured.Cut(Second, Second, users: 1, load: null);
        measured.Add(Routes.ListJobs, Outcome.Expected, TimeSpan.FromMilliseconds(5));
        var second = measured.Cut(2 * Second, Second, users: 1, load: null);
        var third = measured.Cut(3 * Second, Second, users: 1, load: null);

        Assert.InRange(second.P99 ?? 0, 4.9, 5.1);
        Assert.Equal((0d, null), (third.RequestsPerSecond, third.P50));
        Assert.Equal(2, measured.Total.Requests);
    }

    [Fact]
    public void Faults_are_counted_by_kind_with_the_beginning_of_the_first_one()
    {
        var measured = new Measurements();
        measured.Explain(Routes.GetJob, "500", new string('a', 1_000));
        measured.Explain(Routes.GetJob, "500", "another");
        measured.Explain(Routes.GetJob, "503", "away");

        Assert.Equal([("500", 2L), ("503", 1L)], measured.Faults.Select(fault => (fault.What, fault.Count)));
        Assert.Equal(new string('a', 300), measured.Faults[0].Example);
    }
}
