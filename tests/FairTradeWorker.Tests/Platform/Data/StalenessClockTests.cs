using FairTradeWorker.Marketplace.Platform.Data.Nodes;

namespace FairTradeWorker.Tests.Platform.Data;

public sealed class StalenessClockTests
{
    private readonly StalenessClock clock = new(window: TimeSpan.FromSeconds(8));

    [Fact]
    public void A_replica_is_as_old_as_the_last_position_that_it_has_replayed()
    {
        for (var second = 1; second <= 5; second++)
        {
            clock.Add(TimeSpan.FromSeconds(second), position: (ulong)second * 100);
        }

        Assert.Equal(TimeSpan.Zero, clock.AgeOf(500));
        Assert.Equal(TimeSpan.Zero, clock.AgeOf(900));
        Assert.Equal(TimeSpan.FromSeconds(1), clock.AgeOf(499));
        Assert.Equal(TimeSpan.FromSeconds(3), clock.AgeOf(250));
    }

    [Fact]
    public void A_replica_behind_all_that_is_remembered_has_no_known_age()
    {
        clock.Add(TimeSpan.FromSeconds(1), 100);
        clock.Add(TimeSpan.FromSeconds(20), 200);

        Assert.Null(clock.AgeOf(150));
        Assert.Null(clock.AgeOf(99));
    }

    [Fact]
    public void An_idle_primary_makes_no_replica_old()
    {
        clock.Add(TimeSpan.FromSeconds(1), 100);
        clock.Add(TimeSpan.FromSeconds(2), 100);

        Assert.Equal(TimeSpan.Zero, clock.AgeOf(100));
    }

    [Fact]
    public void What_a_silent_primary_said_last_is_remembered_once()
    {
        for (var look = 0; look < 1_000; look++)
        {
            clock.Add(TimeSpan.FromSeconds(1), 100);
        }

        Assert.Equal(1, clock.Remembered);
    }

    [Fact]
    public void A_primary_that_says_nothing_more_makes_no_replica_old() => Assert.Equal(TimeSpan.Zero, clock.AgeOf(100));
}
