using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.IntegrationTests.Scaling;

/// <summary>Runs JavaScript.</summary>
internal static class Node
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Task<CommandResult> RunAsync(params string[] arguments) => CommandRunner.RunAsync(
        new Command(Require.Program("node"), arguments), Limit, TestContext.Current.CancellationToken);
}
