using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Territories;

public sealed class TerritoryTests(Platform platform) : ApiTest(platform)
{
    [Theory]
    [InlineData("state=TX&q=travis", "48453")]
    [InlineData("q=Travis%20County,%20TX", "48453")]
    [InlineData("state=tx&q=TRAVIS", "48453")]
    [InlineData("q=do%C3%B1a%20ana", "35013")]
    [InlineData("state=DC", "11001")]
    public async Task A_county_is_found_as_people_write_it(string query, string id)
    {
        var found = (await Api.GetAsync($"/v1/territories?{query}")).Is(200);
        Assert.Equal([id], found.Items.Select(county => county.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_state_has_its_counties_and_an_unknown_one_has_none()
    {
        Assert.Equal(254, (await Api.CrawlAsync("/v1/territories?state=TX&limit=50", null)).Count);
        Assert.Empty((await Api.GetAsync("/v1/territories?state=ZZ")).Is(200).Items);
    }

    [Fact]
    public async Task A_county_is_read_by_its_code()
    {
        var county = (await Api.GetAsync("/v1/territories/48453")).Is(200);
        Assert.Equal(("48453", "Travis", "TX"), (county.Id, county.TextOf("name"), county.TextOf("state")));
        foreach (var id in (string[])["00000", "48", "4845", "484530", "Travis"])
        {
            (await Api.GetAsync($"/v1/territories/{id}")).IsProblem(404, "not-found");
        }
    }

    [Fact]
    public async Task Trades_have_codes_and_names()
    {
        var trades = (await Api.GetAsync("/v1/trades?limit=100")).Is(200).Items;
        Assert.All(trades, trade => Assert.Matches("^[a-z]+(_[a-z]+)*$", trade.GetProperty("id").GetString()));
        Assert.Contains(trades, trade => trade.GetProperty("id").GetString() == "plumbing");
    }
}
