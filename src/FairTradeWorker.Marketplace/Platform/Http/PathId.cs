using System.Diagnostics.CodeAnalysis;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>
/// An id in a path. Text that is no UUID is the id of nothing, so it is answered with 404 after the token and the
/// role were judged, not with the framework's 400 before them.
/// </summary>
public readonly record struct PathId(Guid Value) : IParsable<PathId>
{
    public static implicit operator Guid(PathId id) => id.Value;

    public static PathId Parse(string s, IFormatProvider? provider) =>
        new(Guid.TryParseExact(s, "D", out var value) ? value : Guid.Empty);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PathId result)
    {
        result = Parse(s ?? string.Empty, provider);
        return true;
    }
}
