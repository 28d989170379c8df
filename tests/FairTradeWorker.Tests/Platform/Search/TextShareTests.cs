using System.Collections.Frozen;
using FairTradeWorker.Marketplace.Platform.Search;
using NpgsqlTypes;

namespace FairTradeWorker.Tests.Platform.Search;

public sealed class TextShareTests
{
    private static readonly ColumnShare Words = new(
        new Dictionary<string, double> { ["price"] = 0.5, ["labor"] = 0.4, ["tank"] = 0.01, ["tanker"] = 0.02 }.ToFrozenDictionary(), Unlisted: 0.001, Rows: 1_000_000);

    [Theory]
    [InlineData("'price'", 0.5)]
    [InlineData("'unheard'", 0.001)]
    [InlineData("'price' & 'tank'", 0.01)]
    [InlineData("'price' <-> 'tank'", 0.01)]
    [InlineData("'price' & 'labor'", 0.4)]
    [InlineData("'tank' | 'unheard'", 0.011)]
    [InlineData("'price' | 'labor' | 'price'", 1)]
    [InlineData("!'tank'", 1)]
    [InlineData("!'price' & 'tank'", 0.01)]
    [InlineData("'price' & !'price'", 0.5)]
    [InlineData("'tank':*", 0.035)]
    [InlineData("'zzz':*", 0.005)]
    public void No_more_rows_can_match_than_the_rarest_word_that_must_be_there_has(string query, double share) =>
        Assert.Equal(share, TextShare.Of(Parse(query), Words), precision: 9);

    [Fact]
    public void Before_anything_is_known_every_word_is_common() =>
        Assert.Equal(1, TextShare.Of(Parse("'unheard'"), ColumnShare.Unknown));

    [Theory]
    [InlineData("'price'", 1)]
    [InlineData("'price' & !'labor' | 'tank' <-> 'price'", 4)]
    public void Every_word_of_a_query_is_counted(string query, int words) =>
        Assert.Equal(words, TextShare.WordsOf(Parse(query)));

    [Fact]
    public void The_more_words_there_are_the_fewer_rows_are_looked_at()
    {
        Assert.Equal(4_000, SearchLimits.For(SearchLimits.Neighbours, words: 0));
        Assert.Equal(4_000, SearchLimits.For(SearchLimits.Neighbours, words: 1));
        Assert.InRange(SearchLimits.For(SearchLimits.Neighbours, words: 100), 500, 600);
    }

#pragma warning disable CS0618 // The server's parser knows more languages; these queries are in the form that it prints.
    private static NpgsqlTsQuery Parse(string query) => NpgsqlTsQuery.Parse(query);
#pragma warning restore CS0618
}
