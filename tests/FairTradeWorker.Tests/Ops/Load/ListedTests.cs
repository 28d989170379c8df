using System.Text;
using FairTradeWorker.Ops.Load.Journeys;

namespace FairTradeWorker.Tests.Ops.Load;

public sealed class ListedTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7().ToString())];

    private static readonly byte[] Page = Encoding.UTF8.GetBytes(
        $$"""{"items":[{{string.Join(',', Ids.Select(id => $$"""{"id":"{{id}}","homeownerId":"{{Guid.Empty}}","title":"It says {\"id\":\"x\"}"}"""))}}],"nextCursor":"abc-_1"}""");

    [Fact]
    public void Every_item_of_a_page_is_picked_sometimes_and_nothing_else()
    {
        var random = new Random(5);
        var picked = Enumerable.Range(0, 1_000).Select(_ => Listed.Any(Page, random)).ToHashSet();

        Assert.Equal(Ids.Order(StringComparer.Ordinal), picked.OfType<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_first_id_and_the_cursor_are_found()
    {
        Assert.Equal(Ids[0], Listed.First(Page));
        Assert.Equal("abc-_1", Listed.Cursor(Page));
    }

    [Theory]
    [InlineData("""{"items":[],"nextCursor":null}""")]
    [InlineData("""{"items":[]}""")]
    [InlineData("")]
    [InlineData("""{"id":"short"}""")]
    public void Where_there_is_nothing_nothing_is_found(string body)
    {
        Assert.Null(Listed.Any(Encoding.UTF8.GetBytes(body), new Random(1)));
        Assert.Null(Listed.Cursor(Encoding.UTF8.GetBytes(body)));
    }
}
