using FairTradeWorker.Marketplace.Territories;

namespace FairTradeWorker.Tests.Territories;

public sealed class TradeCatalogTests
{
    private static readonly TradeCatalog Catalog = TradeCatalog.Instance;

    [Fact]
    public void Ids_are_snake_case_distinct_and_ascending()
    {
        var ids = Catalog.All.Select(trade => trade.Id).ToArray();

        Assert.All(ids, id => Assert.Matches("^[a-z]+(_[a-z]+)*$", id));
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }

    [Theory]
    [InlineData("plumbing", "Plumbing")]
    [InlineData("windows_doors", "Windows and doors")]
    public void A_trade_is_found_by_its_code(string id, string name)
    {
        Assert.True(Catalog.Contains(id));
        Assert.Equal(new Trade(id, name), Catalog.Find(id));
    }

    [Theory]
    [InlineData("Plumbing")]
    [InlineData("alchemy")]
    [InlineData("")]
    public void Anything_else_is_not_a_trade(string id)
    {
        Assert.False(Catalog.Contains(id));
        Assert.Null(Catalog.Find(id));
    }
}
