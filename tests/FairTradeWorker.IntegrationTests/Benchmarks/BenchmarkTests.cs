using System.Text.RegularExpressions;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Postgres;

namespace FairTradeWorker.IntegrationTests.Benchmarks;

/// <summary>The benchmarks run to their end and compare like with like. What they measure is nobody's business here.</summary>
public sealed partial class BenchmarkTests
{
    [Fact]
    public async Task Each_endpoint_is_measured_beside_the_bare_server_and_pgbench()
    {
        // Says what a machine lacks, as for every test with servers.
        await using (var server = await Require.ServerAsync(() => PostgresServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken)))
        {
            Assert.SkipWhen(server is null, "PostgreSQL is not installed on this machine.");
        }

        await using var program = await AppProcess.StartAsync("FairTradeWorker.Benchmarks", new Dictionary<string, string>(),
            "--jobs", "1000", "--rounds", "1", "--seconds", "2", "--connections", "8", "--warm-up", "1");
        var exitCode = await program.WaitForExitAsync(TestContext.Current.CancellationToken, TimeSpan.FromMinutes(5));
        Assert.True(exitCode == 0, program.Output);
        var missing = program.Output.Contains("pgbench is not installed", StringComparison.Ordinal) && !Require.InContinuousIntegration ? 1 : 0;
        foreach (var (title, rows) in new[] { ("Browse", 6), ("Detail", 4), ("Bid", 4) })
        {
            var table = Assert.Single(program.Output.Split("### "), part => part.StartsWith(title, StringComparison.Ordinal));
            Assert.Equal(rows - missing, Row().Count(table));
            Assert.Matches(@"\| bare Kestrel and Npgsql .*\| 1\.00 \| 1\.00 \|", table);
        }
    }

    /// <summary>A contender, its rate, three latencies, four times and two ratios.</summary>
    [GeneratedRegex(@"^\| (pgbench|bare|product)[^|]* \| [1-9][\d,]* \|( \d+\.\d \|){3}( \d+ \|){4}( \d+\.\d\d \|){2}$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
