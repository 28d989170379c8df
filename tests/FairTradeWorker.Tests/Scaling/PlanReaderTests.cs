using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Scaling;

public sealed class PlanReaderTests
{
    [Fact]
    public void The_plan_of_this_build_is_the_file_of_the_repository() =>
        Assert.Equivalent(ScalingPlan.Parse(PlanEdit.Text, "the repository"), ScalingPlan.Load(), strict: true);

    [Theory]
    [InlineData("\"anonymous\": 60", "\"anonymus\": 60", "$.rateLimits", "anonymus")]
    [InlineData("\"anonymous\": 60,", "", "$.rateLimits", "anonymous")]
    [InlineData("\"anonymous\": 60,", "\"anonymous\": 60, \"anonymous\": 70,", "$.rateLimits", "anonymous")]
    [InlineData("\"anonymous\": 60", "\"anonymous\": \"60\"", "$.rateLimits.anonymous", "without quotes")]
    [InlineData("\"anonymous\": 60", "\"anonymous\": 60.5", "$.rateLimits.anonymous", "without quotes")]
    [InlineData("\"anonymous\": 60", "\"anonymous\": null", "$.rateLimits.anonymous", "")]
    [InlineData("\"patience\": \"50 ms\"", "\"patience\": 50", "$.redis.patience", "unit")]
    [InlineData("\"patience\": \"50 ms\"", "\"patience\": \"50\"", "$.redis.patience", "unit")]
    [InlineData("\"patience\": \"50 ms\"", "\"patience\": \"50 msec\"", "$.redis.patience", "unit")]
    [InlineData("\"patience\": \"50 ms\"", "\"patience\": \"-50 ms\"", "$.redis.patience", "unit")]
    [InlineData("\"patience\": \"50 ms\"", "\"patience\": null", "$.redis.patience", "")]
    [InlineData("\"redis\": {", "\"rediss\": {", "$", "rediss")]
    public void What_is_not_a_plan_is_refused_and_the_message_says_where(string good, string bad, string path, string word)
    {
        Assert.Contains(good, PlanEdit.Text, StringComparison.Ordinal);
        var text = PlanEdit.Text.Replace(good, bad, StringComparison.Ordinal);

        var refused = Assert.Throws<ScalingPlanException>(() => ScalingPlan.Parse(text, "plan.json"));

        Assert.StartsWith("plan.json line ", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"at {path}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"phases\"")]
    public void What_is_no_object_at_all_is_refused(string text) =>
        Assert.Contains("plan.json", Assert.Throws<ScalingPlanException>(() => ScalingPlan.Parse(text, "plan.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_phase_is_chosen_by_its_name()
    {
        Assert.Equal("launch", RunningPlan.Choose(file: null, phase: null).PhaseName);
        Assert.Equal(50_000, RunningPlan.Choose(file: null, phase: "scale").Phase.ConcurrentUsers);
        var refused = Assert.Throws<ScalingPlanException>(() => RunningPlan.Choose(file: null, phase: "lunch"));
        Assert.Contains("'lunch'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("launch, stabilize, growth, scale", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_of_ones_own_is_read_from_its_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, PlanEdit.With("rateLimits.anonymous", "61"));

        Assert.Equal(61, RunningPlan.Choose(file, phase: null).Plan.RateLimits.Anonymous);

        File.Delete(file);
        Assert.Contains(file, Assert.Throws<ScalingPlanException>(() => RunningPlan.Choose(file, phase: null)).Message, StringComparison.Ordinal);
    }
}
