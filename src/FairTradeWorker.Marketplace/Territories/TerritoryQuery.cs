namespace FairTradeWorker.Marketplace.Territories;

/// <summary>What a person typed to find a county, taken apart: "Travis County, TX" is the name travis in TX.</summary>
internal readonly record struct TerritoryQuery(string FoldedName, string? State)
{
    // The catalog's names come without these words, so whoever types one would find nothing.
    private static readonly string[] Kinds =
        [" county", " parish", " borough", " census area", " municipio", " municipality"];

    public static TerritoryQuery Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new TerritoryQuery("", null);
        }

        var name = text.AsSpan().Trim();
        string? state = null;
        var comma = name.LastIndexOf(',');
        if (comma >= 0 && name[(comma + 1)..].Trim() is { Length: 2 } code)
        {
            state = code.ToString();
            name = name[..comma].TrimEnd();
        }

        var folded = Fold(name);
        var kind = Array.Find(Kinds, word => folded.EndsWith(word, StringComparison.Ordinal));
        return new TerritoryQuery(kind is null ? folded : folded[..^kind.Length].TrimEnd(), state);
    }

    /// <summary>
    /// Lower case without the accents that US county names have. By hand, because the culture-aware comparison that
    /// ignores accents is not there under invariant globalization.
    /// </summary>
    public static string Fold(ReadOnlySpan<char> name)
    {
        var folded = new char[name.Length];
        for (var i = 0; i < name.Length; i++)
        {
            folded[i] = char.ToLowerInvariant(name[i]) switch
            {
                'á' => 'a',
                'é' => 'e',
                'í' => 'i',
                'ó' => 'o',
                'ú' or 'ü' => 'u',
                'ñ' => 'n',
                var letter => letter,
            };
        }

        return new string(folded);
    }
}
