using FairTradeWorker.Marketplace.Platform.Redis;
using FairTradeWorker.Scaling.Plan;
using Microsoft.Extensions.Time.Testing;

namespace FairTradeWorker.Tests.Platform.Redis;

public sealed class RedisBreakerTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly RedisBreaker breaker;

    public RedisBreakerTests() =>
        breaker = new(new RedisLimits(TimeSpan.FromMilliseconds(50), Failures: 3, TimeSpan.FromSeconds(1), MaxMemoryMebibytes: 1), clock);

    [Fact]
    public void Redis_is_left_alone_after_so_many_failures_in_a_row_and_not_before()
    {
        Assert.False(breaker.Failed());
        Assert.False(breaker.Failed());
        Assert.False(breaker.Succeeded());
        Assert.False(breaker.Failed());
        Assert.False(breaker.Failed());
        Assert.True(breaker.MayTry());

        Assert.False(breaker.IsOpen);
        Assert.True(breaker.Failed());

        Assert.True(breaker.IsOpen);
        Assert.False(breaker.MayTry());
        Assert.False(breaker.Failed(), "it is said only once");
    }

    [Fact]
    public void One_request_in_each_stretch_of_time_tries_again()
    {
        Open();
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(1, Enumerable.Range(0, 100).Count(_ => breaker.MayTry()));
            Assert.False(breaker.Failed());
        }
    }

    [Fact]
    public void The_first_answer_lets_everybody_follow()
    {
        Open();
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(breaker.MayTry());

        Assert.True(breaker.Succeeded());

        Assert.False(breaker.Succeeded(), "it is said only once");
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(breaker.MayTry()));
        Assert.False(breaker.Failed(), "the count begins anew");
    }

    private void Open()
    {
        Assert.False(breaker.Failed());
        Assert.False(breaker.Failed());
        Assert.True(breaker.Failed());
    }
}
