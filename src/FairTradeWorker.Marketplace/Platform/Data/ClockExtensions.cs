namespace FairTradeWorker.Marketplace.Platform.Data;

internal static class ClockExtensions
{
    /// <summary>
    /// The time in the precision that PostgreSQL keeps (microseconds), so that what a POST answers is what a later
    /// GET reads.
    /// </summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>A new id that sorts by the time it was made.</summary>
    public static Guid NewId(this TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}
