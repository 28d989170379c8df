namespace FairTradeWorker.Ops.Seed;

/// <summary>Lists written as text.</summary>
internal static class Words
{
    private static readonly char[] Blanks = [' ', '\n', '\r'];

    /// <summary>Single words.</summary>
    public static string[] Split(string text) => text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whole lines.</summary>
    public static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Phrases between commas.</summary>
    public static string[] Phrases(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
