using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FairTradeWorker.Marketplace.Platform.Paging;

/// <summary>The place of an item in a list sorted by a time and then by id.</summary>
/// <param name="Time">Sort value, microsecond precision.</param>
/// <param name="Id">Tie breaker.</param>
public readonly record struct Position(DateTimeOffset Time, Guid Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time.UtcTicks}.{Id:N}");

    public static bool TryParse(string text, out Position position)
    {
        position = default;
        if (text.Split('.') is not [var ticks, var id] ||
            !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var utcTicks) ||
            utcTicks > DateTimeOffset.MaxValue.UtcTicks ||
            !Guid.TryParseExact(id, "N", out var guid))
        {
            return false;
        }

        position = new(new DateTimeOffset(utcTicks, TimeSpan.Zero), guid);
        return true;
    }
}
