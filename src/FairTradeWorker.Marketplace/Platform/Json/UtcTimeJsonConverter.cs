using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace FairTradeWorker.Marketplace.Platform.Json;

/// <summary>
/// RFC 3339 times. Any offset is read and turned into UTC, a date alone means its midnight in UTC, a time without
/// offset is refused. Cut to microseconds, which is what PostgreSQL keeps. Written with a Z.
/// </summary>
internal sealed partial class UtcTimeJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetText(), out var time)
            ? time
            : throw new InvalidMemberException("Must be an RFC 3339 time such as 2026-12-24T18:00:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);

    private static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            time = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
            return true;
        }

        if (!TimeWithOffset().IsMatch(text) ||
            !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            return false;
        }

        time = parsed.AddTicks(-(parsed.Ticks % TimeSpan.TicksPerMicrosecond));
        return true;
    }

    // .NET's parser takes sloppier forms too.
    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})\\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex TimeWithOffset();
}
