using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.LocalServers.Redis;

namespace FairTradeWorker.IntegrationTests.LocalServers;

public sealed class LocatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_named_folder_without_PostgreSQL_is_an_error_and_never_replaced()
    {
        var refusal = await Assert.ThrowsAsync<LocalServerException>(
            () => PostgresServer.StartAsync(new PostgresServerOptions { BinFolder = "/nowhere" }, Token));
        Assert.Contains("FTW_PG_BIN names /nowhere", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_program_that_is_gone_is_not_found()
    {
        var link = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.CreateSymbolicLink(link, "/nowhere/postgres");
        try
        {
            Assert.False(SearchPath.IsExecutable(link));
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public void An_unknown_kind_of_Redis_is_refused_by_name()
    {
        var refusal = Assert.Throws<LocalServerException>(() => RedisCommands.Choose("valkey"));
        Assert.Contains("valkey", refusal.Message, StringComparison.Ordinal);
    }
}
