namespace FairTradeWorker.Marketplace.Contractors;

/// <summary>Makes a PostgreSQL text query of what a person types while looking for a company.</summary>
internal static class ContractorSearch
{
    /// <summary>More words than this make no search better and each costs an index scan.</summary>
    public const int MaxWords = 10;

    // Shorter beginnings would match a large part of the index.
    private const int MinPrefixLength = 3;

    /// <summary>The words of a text: runs of letters and digits, so nothing in them means anything to PostgreSQL.</summary>
    public static IReadOnlyList<string> WordsOf(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                continue;
            }

            if (i > start)
            {
                words.Add(text[start..i].ToLowerInvariant());
            }

            start = i + 1;
        }

        return words;
    }

    /// <summary>All words of the text, as beginnings when they are long enough: <c>riv &amp; roof</c> becomes <c>riv:* &amp; roof:*</c>.</summary>
    public static string ToPrefixQuery(string text) =>
        string.Join(" & ", WordsOf(text).Select(word => word.Length >= MinPrefixLength ? $"{word}:*" : word));
}
