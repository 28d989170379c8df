using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.IntegrationTests.Ops.Load;

/// <summary>
/// A platform of its own with a small seed, and with the rate limits of the shipped plan. Redis gets the patience that
/// it needs on a machine that all tests share.
/// </summary>
public sealed class LoadedPlatform : Platform
{
    /// <summary>Promises that a busy machine keeps too.</summary>
    internal static (string, System.Text.Json.Nodes.JsonNode)[] Patient =>
    [
        ("redis.patience", "2 s"), ("redis.openFor", "3 s"), ("targets.apiP50", "3 s"), ("targets.apiP95", "4 s"),
        ("alerts.p95.warning", "5 s"), ("alerts.p95.critical", "6 s"),
    ];

    private readonly Lazy<Task> seeded;
    private string owner = "";

    public LoadedPlatform() => seeded = new(SeedAsync);

    public override async Task<Api> ApiAsync()
    {
        var api = await base.ApiAsync();
        await seeded.Value;
        return api;
    }

    private protected override PlanFile CreatePlan() => PlanFile.With(Patient);

    private protected override async Task<TestDatabase> CreateDatabaseAsync(CancellationToken ct)
    {
        var database = await base.CreateDatabaseAsync(ct);
        owner = database.Owner;
        return database;
    }

    private async Task SeedAsync()
    {
        var command = new Command("dotnet", Builds.Of("FairTradeWorker.Ops"), "seed", "--users", "2000", "--jobs", "500", "--connection", owner);
        var result = await CommandRunner.RunAsync(command, TimeSpan.FromMinutes(2), CancellationToken.None);
        Assert.True(result.Succeeded, result.Tail);
    }
}
