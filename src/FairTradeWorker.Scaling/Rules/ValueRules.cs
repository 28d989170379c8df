using System.Text.Json;
using System.Text.Json.Nodes;

namespace FairTradeWorker.Scaling.Rules;

/// <summary>What each number must be by itself: a quantity, a share, a time that passes.</summary>
internal static class ValueRules
{
    // A phase may begin with the launch, and the last stage of a load curve is silence.
    private static readonly string[] MayBeZero = ["$.phases.launch.fromMonth", "$.loadTests.dayOneCurve"];

    public static IEnumerable<string> Broken(ScalingPlan plan)
    {
        var tree = JsonSerializer.SerializeToNode(plan, PlanJson.Strict.ScalingPlan);
        return Values(tree).SelectMany(Judge)
            .Concat(PlanRules.Unless(plan.Pooler.PoolMode == "transaction",
                $"pooler.poolMode is \"{plan.Pooler.PoolMode}\", but every process is written for \"transaction\""));
    }

    private static IEnumerable<string> Judge(JsonValue value)
    {
        var path = value.GetPath();
        if (value.GetValueKind() == JsonValueKind.String)
        {
            return PlanRules.Unless(!value.GetValue<string>().StartsWith("0 ", StringComparison.Ordinal), $"{path} is no time at all");
        }

        var number = decimal.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
        var lowest = MayBeZero.Any(zero => path.StartsWith(zero, StringComparison.Ordinal)) ? 0 : 0.0001m;
        return PlanRules.Unless(number >= lowest, $"{path} is {number}, but must be above zero")
            .Concat(PlanRules.Unless(number <= 100 || !path.Contains("ercent", StringComparison.Ordinal), $"{path} is {number} percent"));
    }

    private static IEnumerable<JsonValue> Values(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Values(member.Value)),
        JsonArray items => items.SelectMany(Values),
        JsonValue value => [value],
        _ => [],
    };
}
