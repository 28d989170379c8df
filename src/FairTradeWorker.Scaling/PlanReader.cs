using System.Text.Json;

namespace FairTradeWorker.Scaling;

/// <summary>Turns a plan's text into the plan, and any deviation into a message that names line and key.</summary>
internal static class PlanReader
{
    public static ScalingPlan Read(string json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PlanJson.Strict.ScalingPlan)
                ?? throw new ScalingPlanException($"{source} holds null and no plan.");
        }
        catch (JsonException exception)
        {
            var line = exception.LineNumber is { } number ? $" line {number + 1}" : "";
            throw new ScalingPlanException($"{source}{line}, at {exception.Path ?? "$"}: {Reason(exception)}", exception);
        }
    }

    // The serializer appends what stands in front already, and names types that say nothing to who edits the file.
    private static string Reason(JsonException exception)
    {
        var text = exception.Message;
        var end = text.IndexOf(" Path:", StringComparison.Ordinal);
        text = end < 0 ? text : text[..end];
        return text.Contains("could not be converted", StringComparison.Ordinal)
            ? "the value is not of this key's type (numbers stand without quotes, times in quotes with their unit)"
            : text.Replace("FairTradeWorker.Scaling.Plan.", "", StringComparison.Ordinal);
    }
}
