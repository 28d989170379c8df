using CsCheck;
using FairTradeWorker.Marketplace.Platform.RateLimiting;

namespace FairTradeWorker.Tests.Platform.RateLimiting;

/// <summary>What a quota promises, on random quotas and random times of requests.</summary>
public sealed class GcraTests
{
    private static readonly Gen<Quota> Quotas = Gen.Select(Gen.Int[1, 40], Gen.Long[1, 4_000], (requests, milliseconds) =>
        new Quota("tried", requests, TimeSpan.FromMilliseconds(milliseconds)));

    // Microseconds between one request and the next, mostly short ones.
    private static readonly Gen<long[]> Pauses = Gen.Frequency((6, Gen.Long[0, 2_000]), (3, Gen.Long[0, 200_000]), (1, Gen.Long[0, 5_000_000])).Array[1, 200];

    [Fact]
    public void No_stretch_of_time_grants_more_than_the_quota_and_what_came_back_in_it() => Gen.Select(Quotas, Pauses).Sample((quota, pauses) =>
    {
        var granted = Run(quota, pauses).Where(step => step.Spending.IsTaken).Select(step => step.At).ToList();
        for (var from = 0; from < granted.Count; from++)
        {
            for (var to = from; to < granted.Count; to++)
            {
                Assert.True(to - from + 1 <= quota.Requests + ((granted[to] - granted[from]) / quota.Interval));
            }
        }
    });

    [Fact]
    public void It_grants_what_a_bucket_that_fills_evenly_grants() => Gen.Select(Quotas, Pauses).Sample((quota, pauses) =>
    {
        // A bucket in fractions of requests, reckoned apart from the algorithm: rational numbers over the interval.
        System.Numerics.BigInteger full = quota.Requests * quota.Interval, level = full;
        var before = 1_000L;
        foreach (var (at, spending) in Run(quota, pauses))
        {
            level = System.Numerics.BigInteger.Min(full, level + (at - before));
            before = at;
            Assert.Equal(level >= quota.Interval, spending.IsTaken);
            level -= spending.IsTaken ? quota.Interval : 0;
            Assert.Equal((long)(level / quota.Interval), spending.Remaining);
        }
    });

    [Fact]
    public void Whoever_waits_as_long_as_he_is_told_gets_through_and_no_shorter_wait_is_promised() => Gen.Select(Quotas, Pauses).Sample((quota, pauses) =>
    {
        foreach (var (at, refused) in Run(quota, pauses).Where(step => !step.Spending.IsTaken))
        {
            var freeAt = at + refused.Debt;
            Assert.True(refused.SecondsUntilNext >= 1);
            Assert.True(Gcra.Take(quota, freeAt, at + (refused.SecondsUntilNext * 1_000_000)).IsTaken);
            Assert.False(Gcra.Take(quota, freeAt, at + ((refused.SecondsUntilNext - 1) * 1_000_000)).IsTaken);
        }
    });

    [Fact]
    public void Whoever_stays_away_as_long_as_he_is_told_has_his_whole_quota_again() => Gen.Select(Quotas, Pauses).Sample((quota, pauses) =>
    {
        var (at, last) = Run(quota, pauses).Last();
        var (freeAt, rested) = (at + last.Debt, at + (last.SecondsUntilWhole * 1_000_000));
        for (var i = 1; i <= quota.Requests; i++)
        {
            var spending = Gcra.Take(quota, freeAt, rested);
            Assert.True(spending.IsTaken);
            Assert.Equal(quota.Requests - i, spending.Remaining);
            freeAt = rested + spending.Debt;
        }

        Assert.False(Gcra.Take(quota, freeAt, rested).IsTaken);
    });

    [Fact]
    public void A_refused_request_takes_nothing() => Gen.Select(Quotas, Gen.Int[1, 500]).Sample((quota, knocks) =>
    {
        var spent = quota.Most + 1_000;
        for (var i = 0; i < knocks; i++)
        {
            var refused = Gcra.Take(quota, spent, 1_000);
            Assert.Equal(new Spending(quota, IsTaken: false, quota.Most), refused);
            spent = 1_000 + refused.Debt;
        }

        Assert.True(Gcra.Take(quota, spent, 1_000 + quota.Interval).IsTaken);
    });

    [Fact]
    public void A_debt_that_no_request_can_have_made_locks_nobody_out()
    {
        var quota = new Quota("tried", 10, TimeSpan.FromSeconds(60));

        var afterTheClockWasSetBack = Gcra.Take(quota, freeAt: TimeSpan.FromDays(1).Ticks / 10, now: 1_000);

        Assert.Equal(new Spending(quota, IsTaken: true, quota.Interval), afterTheClockWasSetBack);
    }

    private static List<(long At, Spending Spending)> Run(Quota quota, long[] pauses)
    {
        var (now, freeAt) = (1_000L, 0L);
        var steps = new List<(long, Spending)>();
        foreach (var pause in pauses)
        {
            now += pause;
            var spending = Gcra.Take(quota, freeAt, now);
            freeAt = now + spending.Debt;
            steps.Add((now, spending));
        }

        return steps;
    }
}
