using FairTradeWorker.Ops.Seed;

namespace FairTradeWorker.Tests.Ops.Seed;

public sealed class ApportionmentTests
{
    [Fact]
    public void Shares_follow_the_weights_within_their_limits_and_add_up_to_the_total()
    {
        var shares = Apportionment.Split(100, [0, 1, 2, 9, 0.001], [1, 0, 0, 0, 0], [1, 90, 90, 5, 0]);

        Assert.Equal(100, shares.Sum());
        Assert.Equal([1, 5, 0], [shares[0], shares[3], shares[4]]);
        Assert.InRange(shares[1], 31, 32);
        Assert.InRange(shares[2], 62, 63);
    }

    [Fact]
    public void A_total_beyond_the_maxima_fills_them() =>
        Assert.Equal([2, 3], Apportionment.Split(100, [1, 0], [0, 0], [2, 3]));
}
