using System.Globalization;

namespace FairTradeWorker.Marketplace.Platform.Paging;

/// <summary>The place of an item in a list sorted by a time and then by id.</summary>
/// <param name="Time">Sort value, microsecond precision.</param>
/// <param name="Id">Tie breaker.</param>
public readonly record struct Position(DateTimeOffset Time, Guid Id)
{
    /// <summary>By time, then by id, as PostgreSQL compares them.</summary>
    public int CompareTo(Position other) => Time.CompareTo(other.Time) is not 0 and var byTime ? byTime : Id.CompareTo(other.Id);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time.UtcTicks}.{Id:N}");

    /// <exception cref="FormatException">Not the text of a position; it comes out of a signed cursor, so never of a caller.</exception>
    public static Position Parse(string text) => text.Split('.') is [var ticks, var id]
        ? new(new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.ParseExact(id, "N"))
        : throw new FormatException("Not a position.");
}
