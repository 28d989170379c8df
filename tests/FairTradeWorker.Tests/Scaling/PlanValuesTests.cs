using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Scaling;

public sealed class PlanValuesTests
{
    [Fact]
    public void Every_number_is_listed_and_times_are_seconds()
    {
        var values = ScalingPlan.Load().Values().ToDictionary(value => value.Key, value => value.Number);

        Assert.InRange(values.Count, 200, 400);
        Assert.Equal((60m, 0.05m, 86_400m, 99.5m), (values["rateLimits.window"], values["redis.patience"], values["workers.outboxGiveUpAfter"], values["targets.uptimePercent"]));
        Assert.DoesNotContain("pooler.poolMode", values.Keys);
    }

    [Fact]
    public void Another_number_is_another_fingerprint_and_another_layout_is_not()
    {
        var plan = ScalingPlan.Load();

        Assert.Matches("^[0-9a-f]{12}$", plan.Fingerprint());
        Assert.Equal(plan.Fingerprint(), ScalingPlan.Parse(PlanEdit.With("rateLimits.window", "\"1 min\""), "the same").Fingerprint());
        Assert.NotEqual(plan.Fingerprint(), ScalingPlan.Parse(PlanEdit.With("rateLimits.anonymous", "61"), "another").Fingerprint());
    }
}
