using System.Diagnostics;
using System.Text.RegularExpressions;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.IntegrationTests.LocalServers;

namespace FairTradeWorker.IntegrationTests.Monitoring;

/// <summary>The committed rules, by Prometheus' own tool.</summary>
public sealed class RuleTests
{
    private static readonly string Folder = Path.Combine(Builds.Root, "infrastructure/prometheus");

    [Theory]
    [InlineData("check", "rules", "rules.yml", "plan.rules.yml")]
    [InlineData("check", "config", "--syntax-only", "prometheus.yml")]
    [InlineData("test", "rules", "rules.test.yml", "plan.rules.test.yml")]
    public async Task Promtool_finds_nothing_wrong(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(Folder, arguments);

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("> 0.072", "> 72")]
    [InlineData("for: 300s", "for: 30s")]
    [InlineData("severity: critical", "severity: worse")]
    [InlineData("ftw_redis_available) == 0", "ftw_redis_available) == 2")]
    public async Task A_rule_that_is_spoilt_fails_its_test(string good, string bad)
    {
        var copy = Directory.CreateTempSubdirectory("ftw-rules");
        try
        {
            var rules = await File.ReadAllTextAsync(Path.Combine(Folder, "rules.yml"), TestContext.Current.CancellationToken);
            Assert.Contains(good, rules, StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(copy.FullName, "rules.yml"), new Regex(Regex.Escape(good)).Replace(rules, bad, 1), TestContext.Current.CancellationToken);
            File.Copy(Path.Combine(Folder, "rules.test.yml"), Path.Combine(copy.FullName, "rules.test.yml"));

            var (exitCode, _) = await RunAsync(copy.FullName, "test", "rules", "rules.test.yml");

            Assert.NotEqual(0, exitCode);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Require.Program("promtool"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("promtool did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, $"{await output}{await error}");
    }
}
