using NpgsqlTypes;

namespace FairTradeWorker.Marketplace.Platform.Search;

/// <summary>What is known of a text query before it is run.</summary>
internal static class TextShare
{
    // A beginning matches words that no statistics list, and nobody knows how many; PostgreSQL's planner assumes as much.
    private const double Beginning = 0.005;

    /// <summary>
    /// No larger share of the rows can match, by all that is known: an AND (or a phrase) matches no more than the rarest
    /// of its parts, an OR no more than all its parts together, and what is only excluded may match everything.
    /// </summary>
    public static double Of(NpgsqlTsQuery query, ColumnShare words) => query switch
    {
        NpgsqlTsQueryEmpty => 0,
        NpgsqlTsQueryLexeme { IsPrefixSearch: true } word => Math.Min(1, Beginning + BeginningWith(word.Text, words)),
        NpgsqlTsQueryLexeme word => words.Of(word.Text),
        NpgsqlTsQueryOr or => Math.Min(1, Of(or.Left, words) + Of(or.Right, words)),
        NpgsqlTsQueryBinOp and => Math.Min(Of(and.Left, words), Of(and.Right, words)),
        _ => 1,
    };

    /// <summary>How many words there are to compare with each row.</summary>
    public static int WordsOf(NpgsqlTsQuery query) => query switch
    {
        NpgsqlTsQueryLexeme => 1,
        NpgsqlTsQueryNot not => WordsOf(not.Child),
        NpgsqlTsQueryBinOp both => WordsOf(both.Left) + WordsOf(both.Right),
        _ => 0,
    };

    private static double BeginningWith(string beginning, ColumnShare words) =>
        words.Listed.Where(word => word.Key.StartsWith(beginning, StringComparison.Ordinal)).Sum(word => word.Value);
}
