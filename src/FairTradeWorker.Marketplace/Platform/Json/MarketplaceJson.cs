using System.Text.Json;
using System.Text.Json.Serialization;

namespace FairTradeWorker.Marketplace.Platform.Json;

/// <summary>How JSON is read and written everywhere in the API: strictly, in camelCase.</summary>
public static class MarketplaceJson
{
    /// <summary>Deepest nesting that a request body may have.</summary>
    public const int MaxDepth = 16;

    /// <summary>
    /// Applies the conventions to <paramref name="options"/>. The framework's defaults accept unknown and duplicate
    /// members, null for a required member and missing members; each is refused here.
    /// </summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.MaxDepth = MaxDepth;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new StrictStringJsonConverter());
        options.Converters.Add(new UtcTimeJsonConverter());
        options.Converters.Add(new WireEnumJsonConverter());
    }
}
