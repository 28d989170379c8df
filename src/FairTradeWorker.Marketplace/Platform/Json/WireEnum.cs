using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace FairTradeWorker.Marketplace.Platform.Json;

/// <summary>
/// The one spelling of an enum outside C#: lower_snake_case, in JSON, in query strings and in the database alike.
/// </summary>
public static class WireEnum<TEnum> where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> Values =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All spellings in the order of declaration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(value => Names[value])];

    public static string ToText(TEnum value) => Names[value];

    /// <exception cref="FormatException">The text is not one of <see cref="All"/>; case counts.</exception>
    public static TEnum Parse(string text) => TryParse(text, out var value)
        ? value
        : throw new FormatException($"'{text}' is not one of {string.Join(", ", All)}.");

    public static bool TryParse([NotNullWhen(true)] string? text, out TEnum value)
    {
        value = default;
        return text is not null && Values.TryGetValue(text, out value);
    }
}
