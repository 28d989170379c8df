namespace FairTradeWorker.Scaling;

/// <summary>Times in the words that the plan and its rendered files use.</summary>
public static class DurationText
{
    /// <summary>Whole seconds or milliseconds with their unit, such as <c>30 s</c>, as the plan's file takes it.</summary>
    public static string ToPlanText(this TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{(long)time.TotalSeconds} s" : $"{(long)time.TotalMilliseconds} ms";

    /// <summary>The time in whole seconds, for formats that know no other unit.</summary>
    /// <exception cref="InvalidOperationException">It is not a whole number of them.</exception>
    public static int ToWholeSeconds(this TimeSpan time) => time.Ticks % TimeSpan.TicksPerSecond == 0
        ? (int)time.TotalSeconds
        : throw new InvalidOperationException($"{time.ToPlanText()} is not a whole number of seconds.");

    /// <summary>The time in whole milliseconds.</summary>
    public static int ToWholeMilliseconds(this TimeSpan time) => (int)time.TotalMilliseconds;
}
