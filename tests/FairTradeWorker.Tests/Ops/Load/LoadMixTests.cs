using FairTradeWorker.Ops.Load;
using FairTradeWorker.Scaling;
using FairTradeWorker.Tests.Scaling;

namespace FairTradeWorker.Tests.Ops.Load;

/// <summary>Simulated users are those of the plan.</summary>
public sealed class LoadMixTests
{
    private static readonly LoadMix Mix = new(ScalingPlan.Load());

    [Theory]
    [InlineData(100)]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void Of_a_hundred_users_sixty_are_homeowners_thirty_five_contractors_and_five_operators(int users)
    {
        Assert.Equal(
            [(Role.Homeowner, users * 60 / 100), (Role.Contractor, users * 35 / 100), (Role.Operator, users * 5 / 100)],
            Enumerable.Range(0, users).CountBy(Mix.RoleOf).Select(count => (count.Key, count.Value)).OrderBy(count => count.Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7_003)]
    [InlineData(19_980)]
    public void A_few_neighbours_have_about_the_mix_of_all(int first)
    {
        var twenty = Enumerable.Range(first, 20).CountBy(Mix.RoleOf).ToDictionary();

        Assert.InRange(twenty[Role.Homeowner], 11, 13);
        Assert.InRange(twenty[Role.Contractor], 6, 8);
        Assert.Equal(1, twenty[Role.Operator]);
    }

    [Fact]
    public void The_mix_is_the_plans_and_not_a_constant()
    {
        var plan = ScalingPlan.Load();
        var other = new LoadMix(plan with
        {
            LoadTests = plan.LoadTests with { HomeownerPercent = 10, ContractorPercent = 20, OperatorPercent = 70 },
        });

        Assert.Equal(10, Enumerable.Range(0, 100).Count(user => other.RoleOf(user) == Role.Homeowner));
        Assert.Equal(70, Enumerable.Range(0, 100).Count(user => other.RoleOf(user) == Role.Operator));
    }

    [Fact]
    public void Users_pause_between_the_plans_bounds_and_evenly()
    {
        var random = new Random(7);
        var pauses = Enumerable.Range(0, 100_000).Select(_ => Mix.Think(random).TotalSeconds).ToList();

        Assert.InRange(pauses.Min(), 1, 1.01);
        Assert.InRange(pauses.Max(), 3.99, 4);
        Assert.InRange(pauses.Average(), 2.48, 2.52);
        Assert.Equal(TimeSpan.FromSeconds(2.5), Mix.MeanThink);
        // Each quarter of the span is as likely as the others.
        Assert.All(pauses.CountBy(pause => (int)((pause - 1) / 0.75)), quarter => Assert.InRange(quarter.Value, 24_000, 26_000));
    }

    [Fact]
    public void Each_write_is_as_frequent_as_the_first_day_has_it_for_its_users()
    {
        // 160,000 users come: 96,000 homeowners post 1,500 jobs, 56,000 contractors place 7,500 bids, both write 15,000 messages.
        Assert.Equal(1_500 / 96_000d, Mix.PostsJob, precision: 9);
        Assert.Equal(7_500 / 56_000d, Mix.PlacesBid, precision: 9);
        Assert.Equal(15_000 / 152_000d, Mix.SendsMessage, precision: 9);

        var more = new LoadMix(ScalingPlan.Parse(PlanEdit.With("launchDay.bids", "15000"), "test"));
        Assert.Equal(2 * Mix.PlacesBid, more.PlacesBid, precision: 9);
    }
}
