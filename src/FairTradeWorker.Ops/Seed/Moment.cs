namespace FairTradeWorker.Ops.Seed;

/// <summary>Times as the database keeps them.</summary>
internal static class Moment
{
    /// <summary>To whole milliseconds, which also fit the time in an id.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>A part of the way from one moment to another.</summary>
    public static DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to, double part) =>
        Floor(from + ((to - from) * part));

    public static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
