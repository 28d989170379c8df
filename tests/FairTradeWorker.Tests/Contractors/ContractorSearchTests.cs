using FairTradeWorker.Marketplace.Contractors;

namespace FairTradeWorker.Tests.Contractors;

public sealed class ContractorSearchTests
{
    [Theory]
    [InlineData("riv roof", "riv:* & roof:*")]
    [InlineData("  A-1 Plumbing.com ", "a & 1 & plumbing:* & com:*")]
    [InlineData("Peña", "peña:*")]
    [InlineData("' & ! :* | ()", "")]
    [InlineData("", "")]
    public void What_a_person_types_becomes_words_and_beginnings(string typed, string query) =>
        Assert.Equal(query, ContractorSearch.ToPrefixQuery(typed));
}
