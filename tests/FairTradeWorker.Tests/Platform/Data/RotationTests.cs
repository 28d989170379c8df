using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Platform.Data;

public sealed class RotationTests
{
    private static readonly TimeSpan Current = TimeSpan.Zero;
    private static readonly TimeSpan TooOld = TimeSpan.FromSeconds(2.1);

    private readonly Rotation rotation = new(ScalingPlan.Load().Replicas);

    [Fact]
    public void A_replica_that_was_never_seen_to_fail_is_read_from_at_once() => Assert.True(Judge(Current, 0));

    [Fact]
    public void It_leaves_as_soon_as_it_is_too_old_or_silent()
    {
        Assert.True(Judge(Current, 0));
        Assert.True(Judge(TimeSpan.FromSeconds(2), 1));
        Assert.False(Judge(TooOld, 2));

        Assert.True(Judge(Current, 3) || Judge(Current, 13));
        Assert.False(Judge(null, 14));
    }

    [Fact]
    public void It_comes_back_only_after_it_has_been_nearly_current_for_a_while()
    {
        Judge(Current, 0);
        Judge(TooOld, 1);

        Assert.False(Judge(TimeSpan.FromSeconds(1), 5));
        Assert.False(Judge(Current, 10));
        Assert.False(Judge(TimeSpan.FromSeconds(1), 15));
        Assert.False(Judge(Current, 20));
        Assert.False(Judge(Current, 29.9));
        Assert.True(Judge(Current, 30));
    }

    [Fact]
    public void One_that_is_silent_from_the_beginning_has_to_prove_itself()
    {
        Assert.False(Judge(null, 0));
        Assert.False(Judge(Current, 1));
        Assert.True(Judge(Current, 11));
    }

    private bool Judge(TimeSpan? staleness, double at) => rotation.Judge(staleness, TimeSpan.FromSeconds(at));
}
