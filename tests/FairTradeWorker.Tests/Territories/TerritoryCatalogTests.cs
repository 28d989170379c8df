using FairTradeWorker.Marketplace.Territories;

namespace FairTradeWorker.Tests.Territories;

public sealed class TerritoryCatalogTests
{
    private static readonly TerritoryCatalog Catalog = TerritoryCatalog.Instance;

    [Fact]
    public void Holds_every_county_of_fifty_states_the_district_and_five_island_territories()
    {
        Assert.Equal(3_231, Catalog.All.Count);
        Assert.Equal(56, Catalog.All.Select(territory => territory.State).Distinct().Count());
        Assert.Equal(254, Catalog.All.Count(territory => territory.State == "TX"));
        Assert.Equal(78, Catalog.All.Count(territory => territory.State == "PR"));
    }

    [Fact]
    public void Ids_are_five_digits_distinct_and_ascending()
    {
        var ids = Catalog.All.Select(territory => territory.Id).ToArray();

        Assert.All(ids, id => Assert.Matches("^[0-9]{5}$", id));
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void No_two_states_share_a_fips_prefix_and_no_state_has_two() =>
        Assert.Equal(56, Catalog.All.Select(territory => (territory.Id[..2], territory.State)).Distinct().Count());

    [Theory]
    [InlineData("48453", "Travis", "TX")]
    [InlineData("01001", "Autauga", "AL")]
    [InlineData("06037", "Los Angeles", "CA")]
    [InlineData("35013", "Doña Ana", "NM")]
    [InlineData("11001", "District of Columbia", "DC")]
    [InlineData("72113", "Ponce", "PR")]
    public void A_county_is_found_by_its_fips_code(string id, string name, string state)
    {
        Assert.True(Catalog.Contains(id));
        Assert.Equal(new Territory(id, name, state), Catalog.Find(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000")]
    [InlineData("4845")]
    [InlineData("48453 ")]
    [InlineData("Travis")]
    public void Anything_else_is_not_a_territory(string id)
    {
        Assert.False(Catalog.Contains(id));
        Assert.Null(Catalog.Find(id));
    }

    [Theory]
    [InlineData("Travis")]
    [InlineData("tRAVi")]
    [InlineData("  travis county ")]
    [InlineData("Travis County, TX")]
    [InlineData("travis,tx")]
    public void Search_understands_what_people_type_for_a_county(string q) =>
        Assert.Contains(Catalog.Find("48453"), Catalog.Search(state: "tx", q, afterId: null, limit: 100));

    [Theory]
    [InlineData("dona ana", "35013")]
    [InlineData("DOÑA", "35013")]
    [InlineData("mayaguez", "72097")]
    [InlineData("Orleans Parish", "22071")]
    public void Search_ignores_accents_and_the_word_for_the_kind_of_county(string q, string id) =>
        Assert.Contains(Catalog.Find(id), Catalog.Search(state: null, q, afterId: null, limit: 100));

    [Fact]
    public void A_state_in_the_text_narrows_and_one_that_contradicts_the_filter_finds_nothing()
    {
        var orange = Catalog.Search(state: null, "Orange, CA", afterId: null, limit: 100);

        Assert.Equal(["06059"], orange.Select(territory => territory.Id));
        Assert.Empty(Catalog.Search(state: "FL", "Orange, CA", afterId: null, limit: 100));
    }

    [Fact]
    public void A_blank_search_is_no_condition() =>
        Assert.Equal(Catalog.All, Catalog.Search(state: " ", q: " ", afterId: null, limit: 10_000));

    [Fact]
    public void Pages_follow_each_other_without_gap_or_repetition()
    {
        var seen = new List<Territory>();
        for (string? after = null; ;)
        {
            var page = Catalog.Search(state: "TX", q: null, after, limit: 100);
            Assert.True(page.Count <= 100);
            if (page.Count == 0)
            {
                break;
            }

            seen.AddRange(page);
            after = page[^1].Id;
        }

        Assert.Equal(Catalog.All.Where(territory => territory.State == "TX"), seen);
    }

    [Fact]
    public void A_page_may_begin_after_an_id_that_does_not_exist() =>
        Assert.Equal("01003", Catalog.Search(state: null, q: null, afterId: "01002", limit: 1)[0].Id);

    [Fact]
    public void A_limit_below_one_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Catalog.Search(null, null, null, limit: 0));
}
