using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FairTradeWorker.Scaling;

/// <summary>A plan as a flat list, for those who compare or show whole plans.</summary>
public static class PlanValues
{
    private const int ShownBytes = 6;

    /// <summary>Each number by its path, such as <c>rateLimits.window</c>; times in seconds. Words are left out.</summary>
    public static IEnumerable<(string Key, decimal Number)> Values(this ScalingPlan plan) => Leaves(plan).SelectMany(Number);

    /// <summary>Twelve hexadecimal digits that two plans share only when all their values are the same.</summary>
    public static string Fingerprint(this ScalingPlan plan)
    {
        var text = string.Concat(Leaves(plan).Select(value => $"{value.GetPath()}={value.ToJsonString()}\n").Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, ShownBytes));
    }

    private static IEnumerable<(string Key, decimal Number)> Number(JsonValue value)
    {
        var key = value.GetPath()["$.".Length..];
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            yield return (key, decimal.Parse(value.ToJsonString(), CultureInfo.InvariantCulture));
        }
        else if (value.ToString().Split(' ') is [var amount, "s" or "ms"] words && decimal.TryParse(amount, CultureInfo.InvariantCulture, out var number))
        {
            // Every time is written in one of these two, whatever the file has.
            yield return (key, words[1] == "s" ? number : number / 1000);
        }
    }

    private static IEnumerable<JsonValue> Leaves(ScalingPlan plan) => Leaves(JsonSerializer.SerializeToNode(plan, PlanJson.Strict.ScalingPlan));

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value => [value],
        _ => [],
    };
}
