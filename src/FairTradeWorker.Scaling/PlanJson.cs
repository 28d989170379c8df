using System.Text.Json;
using System.Text.Json.Serialization;

namespace FairTradeWorker.Scaling;

/// <summary>The plan's types for the serializer, and its strictness.</summary>
[JsonSerializable(typeof(ScalingPlan))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class PlanJson : JsonSerializerContext
{
    /// <summary>No key may be missing, unknown, doubled, null or of another type.</summary>
    public static PlanJson Strict { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new DurationConverter() },
        WriteIndented = true,
    });
}
