namespace FairTradeWorker.Marketplace.Platform.Search;

/// <summary>
/// How many rows one page of a list may cost, whatever is asked for: about 10 ms of the database's CPU. A row of a job
/// costs about 1 µs when it lies beside the one before, and 4 µs when it lies anywhere (docs/PERFORMANCE.md).
/// </summary>
internal static class SearchLimits
{
    /// <summary>Rows that are looked at in the order in which they were written.</summary>
    public const int Neighbours = 4_000;

    /// <summary>Rows that are looked at in any other order.</summary>
    public const int Scattered = 1_500;

    // So many words cost as much to compare with a row as the row itself costs to be read.
    private const int WordsOfARow = 16;

    /// <summary>Fewer rows for more words: a hundred words cost as much for each row as six rows.</summary>
    public static int For(int rows, int words) => rows * WordsOfARow / (WordsOfARow - 1 + Math.Max(1, words));
}
