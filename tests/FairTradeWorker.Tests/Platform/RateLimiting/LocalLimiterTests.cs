using FairTradeWorker.Marketplace.Platform.RateLimiting;
using FairTradeWorker.Scaling;
using FairTradeWorker.Tests.Scaling;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FairTradeWorker.Tests.Platform.RateLimiting;

public sealed class LocalLimiterTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_caller_has_the_share_that_the_plan_gives_one_of_eight_instances()
    {
        var limiter = new LocalLimiter(ScalingPlan.Load(), clock);
        var limits = QuotasOf(instances: null).Of(CallerKind.Authenticated, HourlyLimit.Jobs);

        // 200 · 1.5 ÷ 8 and 10 · 1.5 ÷ 8, rounded up.
        Assert.Equal(38, Enumerable.Range(0, 300).Count(_ => limiter.Take("a", [limits[0]])[0].IsTaken));
        Assert.Equal(2, Enumerable.Range(0, 300).Count(_ => limiter.Take("a", [limits[1]])[0].IsTaken));
        Assert.Equal(38, Enumerable.Range(0, 300).Count(_ => limiter.Take("b", [limits[0]])[0].IsTaken));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(38, Enumerable.Range(0, 300).Count(_ => limiter.Take("a", [limits[0]])[0].IsTaken));
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(2, 150)]
    [InlineData(50, 6)]
    [InlineData(10_000, 1)]
    public void A_share_is_never_nothing_and_never_more_than_the_whole(int instances, int expected) =>
        Assert.Equal(expected, QuotasOf(instances).Of(CallerKind.Authenticated, hourly: null)[0].Here.Requests);

    [Fact]
    public void It_remembers_no_more_callers_than_the_plan_says_and_forgets_those_first_who_stayed_away()
    {
        var limiter = new LocalLimiter(ScalingPlan.Parse(PlanEdit.With("rateLimits.localKeys", "100"), "a test"), clock);
        var limits = QuotasOf(instances: 10_000).Of(CallerKind.Authenticated, hourly: null);
        Assert.True(limiter.Take("comes again", limits)[0].IsTaken);
        Assert.True(limiter.Take("stays away", limits)[0].IsTaken);

        for (var i = 0; i < 1_000; i++)
        {
            limiter.Take($"stranger {i}", limits);
            Assert.False(limiter.Take("comes again", limits)[0].IsTaken);
            Assert.InRange(limiter.Count, 0, 100);
        }

        Assert.True(limiter.Take("stays away", limits)[0].IsTaken);
    }

    [Fact]
    public void Parallel_requests_take_no_more_than_there_is()
    {
        var limiter = new LocalLimiter(ScalingPlan.Load(), clock);
        var limits = QuotasOf(instances: null).Of(CallerKind.Authenticated, hourly: null);
        var taken = 0;

        Parallel.For(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            if (limiter.Take("a", limits)[0].IsTaken)
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(38, taken);
    }

    private static Quotas QuotasOf(int? instances) => new(ScalingPlan.Load(), Options.Create(new RateLimitOptions { Instances = instances }));
}
