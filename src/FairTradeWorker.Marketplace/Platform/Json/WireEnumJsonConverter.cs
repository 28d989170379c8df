using System.Text.Json;
using System.Text.Json.Serialization;

namespace FairTradeWorker.Marketplace.Platform.Json;

/// <summary>Reads and writes enums as <see cref="WireEnum{TEnum}"/> spells them; numbers and other cases are refused.</summary>
internal sealed class WireEnumJsonConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter?)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert));

    private sealed class Converter<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && WireEnum<TEnum>.TryParse(reader.GetText(), out var value)
                ? value
                : throw new InvalidMemberException($"Must be one of: {string.Join(", ", WireEnum<TEnum>.All)}.");

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WriteStringValue(WireEnum<TEnum>.ToText(value));
    }
}
