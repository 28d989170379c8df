using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Territories;
using FairTradeWorker.Ops.Seed;

namespace FairTradeWorker.Tests.Ops.Seed;

public sealed class SeedPlanTests
{
    private static readonly SeedPlan Launch = new(400_000, 100_000, 500_000, 1_000_000, 42, DateTimeOffset.UnixEpoch);

    [Fact]
    public void The_launch_size_can_be_made() => Assert.Null(Launch.Problem());

    [Theory]
    [InlineData(199, 100, 500, 0, "--users")]
    [InlineData(200, 0, 0, 0, "--jobs")]
    [InlineData(200, 100, 99, 0, "--bids")]
    [InlineData(200, 100, 601, 0, "--bids")]
    [InlineData(200, 100, 100, 2_001, "--messages")]
    public void What_cannot_be_made_is_refused_by_the_name_of_its_option(int users, int jobs, int bids, int messages, string option)
    {
        var plan = Launch with { Users = users, Jobs = jobs, Bids = bids, Messages = messages };

        Assert.StartsWith(option, plan.Problem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 100, 100, 0)]
    [InlineData(200, 1, 1, 20)]
    [InlineData(200, 500, 3_000, 60_000)]
    public void The_edges_of_what_is_allowed_are_made_in_full(int users, int jobs, int bids, int messages)
    {
        var plan = Launch with { Users = users, Jobs = jobs, Bids = bids, Messages = messages, Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) };

        for (var seed = 0; seed < 20; seed++)
        {
            var world = SeedWorld.Create(plan with { Seed = seed }, [new("48453", "Travis", "TX")], TradeWords.Ids);
            Assert.InRange(world.Bids.Count, 0, bids);
            Assert.Equal(world.Bids.Count == 0 ? 0 : messages, world.Messages().Count());
        }
    }

    [Fact]
    public void The_API_verifies_the_shared_password_against_its_hash() =>
        Assert.True(PasswordHash.Verify(SeedPassword.Text, SeedPassword.CreateHash()));

    [Fact]
    public void The_trades_known_here_are_those_of_the_API() =>
        Assert.Equal(TradeCatalog.Instance.All.Select(trade => trade.Id), TradeWords.Ids.Order(StringComparer.Ordinal));

    [Fact]
    public void A_trade_that_is_not_known_gets_general_words() =>
        Assert.Equal(["chimney sweeping"], TradeWords.For(["chimney_sweeping"])[0].Things);

    [Fact]
    public void The_roles_follow_the_number_as_the_help_says()
    {
        Assert.Equal(["homeowner", "homeowner", "contractor", "contractor", "operator"],
            new[] { 10, 5, 6, 19, 100_009 }.Select(UserDirectory.RoleOf));
    }
}
