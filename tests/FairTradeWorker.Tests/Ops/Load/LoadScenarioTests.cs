using FairTradeWorker.Ops.Load;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Ops.Load;

public sealed class LoadScenarioTests
{
    private static readonly ScalingPlan Plan = ScalingPlan.Load();

    [Fact]
    public void Every_scenario_of_the_plan_has_its_users_from_beginning_to_end_and_nobody_afterwards()
    {
        Assert.All(Plan.LoadTests.Scenarios, wanted =>
        {
            var scenario = Named(wanted.Key);
            Assert.Equal((wanted.Value.Users, wanted.Value.Duration), (scenario.Peak, scenario.Duration));
            Assert.Equal(wanted.Value.Users, scenario.UsersAt(TimeSpan.Zero));
            Assert.Equal(wanted.Value.Users, scenario.UsersAt(wanted.Value.Duration - TimeSpan.FromTicks(1)));
            Assert.Equal(0, scenario.UsersAt(wanted.Value.Duration));
        });
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2_500)]
    [InlineData(2, 5_000)]
    [InlineData(5, 10_000)]
    [InlineData(7.5, 15_000)]
    [InlineData(10, 20_000)]
    [InlineData(19, 20_000)]
    [InlineData(21.5, 16_000)]
    [InlineData(23, 12_000)]
    [InlineData(28, 20_000)]
    [InlineData(43, 5_000)]
    [InlineData(44, 2_500)]
    [InlineData(45, 0)]
    public void The_curve_rises_and_falls_in_straight_lines(double minutes, int users) =>
        Assert.Equal(users, Named("curve").UsersAt(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void A_smaller_and_faster_curve_has_the_same_form()
    {
        var curve = Named("curve");
        var small = curve.WithPeak(100).Within(curve.Duration / 45);

        Assert.Equal(100, small.Peak);
        Assert.Equal(60, small.Duration.TotalSeconds, tolerance: 0.001);
        Assert.All(Enumerable.Range(0, 45), minute => Assert.Equal(
            curve.UsersAt(TimeSpan.FromMinutes(minute)) / 200d, small.UsersAt(TimeSpan.FromMinutes(minute / 45d)), tolerance: 1));
    }

    [Fact]
    public void What_the_plan_does_not_have_is_not_there() => Assert.Null(LoadScenario.Find(Plan.LoadTests, "smokey"));

    private static LoadScenario Named(string name) =>
        LoadScenario.Find(Plan.LoadTests, name) ?? throw new InvalidOperationException($"There is no {name}.");
}
