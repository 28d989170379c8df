using FairTradeWorker.LocalServers;

namespace FairTradeWorker.IntegrationTests.LocalServers;

public sealed class LocalArgumentsTests
{
    [Fact]
    public void What_local_servers_are_told_is_taken_out_and_the_rest_goes_on()
    {
        var arguments = LocalArguments.Of(["--Api:Port", "5081", "--reset", "--replicas", "2", "--no-pooler", "--no-monitoring", "--Dashboard:Port=18900"]);
        Assert.Equal((true, false, false, 2), (arguments.Reset, arguments.Pooler, arguments.Monitoring, arguments.Replicas));
        Assert.Equal(["--Api:Port", "5081", "--Dashboard:Port=18900"], arguments.Others);
        Assert.Equal(1, LocalArguments.Of(["--replicas=1"]).Replicas);
    }

    [Fact]
    public void Without_arguments_there_are_no_standbys_nothing_is_deleted_and_a_pooler_is_welcome()
    {
        var arguments = LocalArguments.Of([]);
        Assert.Equal((false, true, true, 0), (arguments.Reset, arguments.Pooler, arguments.Monitoring, arguments.Replicas));
    }

    [Theory]
    [InlineData("--replicas")]
    [InlineData("--replicas", "two")]
    [InlineData("--replicas", "-1")]
    [InlineData("--replicas", "9")]
    [InlineData("--replicas=")]
    public void A_number_of_standbys_that_is_none_is_refused(params string[] arguments)
    {
        var refusal = Assert.Throws<LocalServerException>(() => LocalArguments.Of(arguments).Replicas);
        Assert.Contains("--replicas wants a number from 0 to 8", refusal.Message, StringComparison.Ordinal);
    }
}
