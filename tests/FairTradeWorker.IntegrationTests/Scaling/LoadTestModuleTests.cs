using System.Globalization;
using System.Text.Json;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.IntegrationTests.Scaling;

/// <summary>The load test's files by themselves. Node reads them; k6 is on no machine of ours.</summary>
public sealed class LoadTestModuleTests
{
    [Theory]
    [InlineData("day1-launch.js")]
    [InlineData("options.js")]
    public async Task Both_load_test_modules_are_JavaScript(string file)
    {
        var result = await Node.RunAsync("--check", Files.Of("infrastructure", "load-tests", file));

        Assert.True(result.Succeeded, result.Tail);
    }

    [Fact]
    public async Task The_options_of_the_load_test_are_the_plans()
    {
        var plan = ScalingPlan.Load();
        var module = JsonSerializer.Serialize(Files.Of("infrastructure/load-tests/options.js"));
        var result = await Node.RunAsync("--input-type=module", "--eval",
            $"import * as options from {module}; console.log(JSON.stringify(options));");

        Assert.True(result.Succeeded, result.Tail);
        var options = JsonDocument.Parse(result.Output).RootElement;
        var scenarios = options.GetProperty("scenarios");
        Assert.Equal(
            plan.LoadTests.DayOneCurve.Select(stage => ($"{stage.Duration.TotalSeconds}s", stage.Users)),
            scenarios.GetProperty("day-one-curve").GetProperty("stages").EnumerateArray()
                .Select(stage => (stage.GetProperty("duration").GetString() ?? "", stage.GetProperty("target").GetInt32())));
        Assert.All(plan.LoadTests.Scenarios, scenario =>
            Assert.Equal(scenario.Value.Users, scenarios.GetProperty(scenario.Key).GetProperty("vus").GetInt32()));
        var thresholds = options.GetProperty("thresholds");
        Assert.Equal(
            ["p(50)<150", "p(95)<800"], thresholds.GetProperty("http_req_duration").EnumerateArray().Select(limit => limit.GetString()));
        Assert.Equal(
            plan.Targets.ErrorPercent / 100,
            decimal.Parse(thresholds.GetProperty("http_req_failed")[0].GetString()!["rate<".Length..], CultureInfo.InvariantCulture));
    }
}
