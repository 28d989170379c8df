using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FairTradeWorker.Scaling;

/// <summary>
/// A time as a whole number and its unit: <c>"250 ms"</c>, <c>"30 s"</c>, <c>"10 min"</c>, <c>"24 h"</c>. A bare number
/// is refused, because nobody can see whether it means seconds or milliseconds.
/// </summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    private const string Wanted = "a time wants a whole number and a unit (ms, s, min or h), such as \"30 s\"";

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"{Wanted}; this has no unit.");
        }

        var text = reader.GetString() ?? "";
        return Parse(text) ?? throw new JsonException($"{Wanted}; this is \"{text}\".");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToPlanText());

    private static TimeSpan? Parse(string text)
    {
        if (text.Split(' ') is not [var digits, var unit] ||
            !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "min" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => null,
        };
    }
}
