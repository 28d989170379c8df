using FairTradeWorker.Marketplace.Platform.RateLimiting;

namespace FairTradeWorker.Tests.Platform.RateLimiting;

public sealed class VerdictTests
{
    private static readonly Quota Minute = new("authenticated", 200, TimeSpan.FromSeconds(60));
    private static readonly Quota Hour = new("jobs", 10, TimeSpan.FromHours(1));

    [Fact]
    public void The_headers_are_those_of_the_draft()
    {
        var verdict = new Verdict([Gcra.Take(Minute, 50 * Minute.Interval, 0)], IsShared: true);

        Assert.Equal("\"authenticated\";q=200;w=60", verdict.PolicyHeader);
        Assert.Equal("\"authenticated\";r=149;t=16", verdict.StateHeader);
        Assert.True(verdict.IsAllowed);
        Assert.Null(verdict.Refusing);
    }

    [Fact]
    public void An_hourly_quota_is_a_second_item()
    {
        var verdict = new Verdict([Gcra.Take(Minute, 0, 0), Gcra.Take(Hour, 9 * Hour.Interval, 0)], IsShared: true);

        Assert.Equal("\"authenticated\";q=200;w=60, \"jobs\";q=10;w=3600", verdict.PolicyHeader);
        Assert.Equal("\"authenticated\";r=199;t=1, \"jobs\";r=0;t=3600", verdict.StateHeader);
        Assert.True(verdict.IsAllowed);
    }

    [Fact]
    public void A_request_is_refused_by_one_quota_counts_in_the_other_and_waits_for_both()
    {
        // The minute refuses for 0.3 s; the request has taken the last job of the hour.
        var verdict = new Verdict([Gcra.Take(Minute, Minute.Most, 0), Gcra.Take(Hour, 9 * Hour.Interval, 0)], IsShared: true);

        Assert.False(verdict.IsAllowed);
        Assert.Equal(Minute, verdict.Refusing);
        Assert.Equal(360, verdict.RetryAfterSeconds);
    }

    [Fact]
    public void A_wait_of_less_than_a_second_is_one_second() =>
        Assert.Equal(1, new Verdict([Gcra.Take(Minute, Minute.Most, 0)], IsShared: true).RetryAfterSeconds);
}
