using System.Text.Json;
using System.Text.Json.Serialization;

namespace FairTradeWorker.Marketplace.Platform.Json;

/// <summary>
/// Text that PostgreSQL can store and every reader can decode: no U+0000, no lone surrogates. The framework accepts
/// the first (PostgreSQL then fails with 22021) and throws something that is no JsonException for the second.
/// </summary>
internal sealed class StrictStringJsonConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? reader.GetText()
            : throw new InvalidMemberException("Must be a text.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

internal static class Utf8JsonReaderText
{
    /// <summary>The string under the reader, or a refusal that the caller may see.</summary>
    public static string GetText(this ref Utf8JsonReader reader)
    {
        string? text;
        try
        {
            text = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new InvalidMemberException("Must be well-formed Unicode text.");
        }

        return text is not null && !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : throw new InvalidMemberException("Must not contain U+0000.");
    }
}
