namespace FairTradeWorker.Tests.Architecture;

public sealed class NumberTests
{
    private static readonly string Product = Path.Combine(Repository.Root, "src", "FairTradeWorker.Marketplace");

    [Fact]
    public void No_number_of_the_scaling_plans_kind_stands_anywhere_else() =>
        Assert.Empty(NumberRules.Written(Product).Where(file => !NumberRules.Allowed.ContainsKey(file.Key))
            .Select(file => $"{file.Key}: {string.Join(" · ", file)}"));

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var written = NumberRules.Written(Product);
        Assert.All(NumberRules.Allowed.Keys, file => Assert.True(written.Contains(file), $"{file} has no such number any more."));
    }

    [Theory]
    [InlineData("FairTradeWorker.ServiceDefaults")]
    [InlineData("FairTradeWorker.Api")]
    [InlineData("FairTradeWorker.Worker")]
    public void The_hosts_have_none(string project) =>
        Assert.Empty(NumberRules.Written(Path.Combine(Repository.Root, "src", project)).Select(file => $"{file.Key}: {string.Join(" · ", file)}"));
}
