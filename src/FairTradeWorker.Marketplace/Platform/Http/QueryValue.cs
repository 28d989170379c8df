using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>
/// A query parameter that is judged by the handler: binding never fails, so that a wrong filter is a 400 with the
/// parameter's name and comes after 404. Null when the parameter was not sent.
/// </summary>
public interface IQueryValue
{
    /// <summary>What a caller may send, for the error message; null when the value is good.</summary>
    string? Complaint { get; }
}

/// <summary>A whole number without sign, spaces or separators.</summary>
public readonly record struct QueryNumber(long Value, string? Complaint) : IQueryValue, IParsable<QueryNumber>
{
    public static QueryNumber Parse(string s, IFormatProvider? provider) =>
        long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new(value, null)
            : new(0, "Must be a whole number.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out QueryNumber result)
    {
        result = Parse(s ?? string.Empty, provider);
        return true;
    }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public readonly record struct QueryFlag(bool Value, string? Complaint) : IQueryValue, IParsable<QueryFlag>
{
    public static QueryFlag Parse(string s, IFormatProvider? provider) => s switch
    {
        "true" => new(true, null),
        "false" => new(false, null),
        _ => new(false, "Must be true or false."),
    };

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out QueryFlag result)
    {
        result = Parse(s ?? string.Empty, provider);
        return true;
    }
}

/// <summary>A day such as <c>2026-12-24</c>, in the years 2000 to 2999.</summary>
public readonly record struct QueryDate(DateOnly Value, string? Complaint) : IQueryValue, IParsable<QueryDate>
{
    public static QueryDate Parse(string s, IFormatProvider? provider) =>
        DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) && value.Year is >= 2000 and < 3000
            ? new(value, null)
            : new(default, "Must be a day such as 2026-12-24.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out QueryDate result)
    {
        result = Parse(s ?? string.Empty, provider);
        return true;
    }
}

/// <summary>One of an enum's values in lower_snake_case.</summary>
public readonly record struct QueryEnum<TEnum>(TEnum Value, string? Complaint) : IQueryValue, IParsable<QueryEnum<TEnum>>
    where TEnum : struct, Enum
{
    public static QueryEnum<TEnum> Parse(string s, IFormatProvider? provider) =>
        Json.WireEnum<TEnum>.TryParse(s, out var value)
            ? new(value, null)
            : new(default, $"Must be one of: {string.Join(", ", Json.WireEnum<TEnum>.All)}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out QueryEnum<TEnum> result)
    {
        result = Parse(s ?? string.Empty, provider);
        return true;
    }
}

/// <summary>Free text of 1 to 200 characters that PostgreSQL can take.</summary>
public readonly record struct QueryText(string Value, string? Complaint) : IQueryValue, IParsable<QueryText>
{
    /// <summary>Longest text, in UTF-16 code units.</summary>
    public const int MaxLength = 200;

    public static QueryText Parse(string s, IFormatProvider? provider) =>
        s.Length <= MaxLength && !string.IsNullOrWhiteSpace(s) && s.IndexOf('\0', StringComparison.Ordinal) < 0
            ? new(s.Trim(), null)
            : new(string.Empty, $"Must be 1 to {MaxLength} characters without U+0000.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out QueryText result)
    {
        result = Parse(s ?? string.Empty, provider);
        return true;
    }
}
