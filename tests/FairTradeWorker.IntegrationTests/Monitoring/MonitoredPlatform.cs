using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.LocalServers.Monitoring;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Redis;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering.Monitoring;

namespace FairTradeWorker.IntegrationTests.Monitoring;

/// <summary>
/// A platform of its own with two standbys, read by a Prometheus whose rules are the repository's with shorter times,
/// which tells an Alertmanager, which tells a webhook.
/// </summary>
public sealed class MonitoredPlatform : Platform
{
    private ReplicatedPostgres? postgres;
    private MonitoringServers? monitoring;
    private Webhook? webhook;

    internal ReplicatedPostgres Postgres => postgres ?? throw new InvalidOperationException("The platform does not run.");

    internal MonitoringServers Monitoring => monitoring ?? throw new InvalidOperationException("Prometheus does not run.");

    internal Webhook Webhook => webhook ?? throw new InvalidOperationException("Prometheus does not run.");

    internal RedisServer SharedRedis => Redis ?? throw new InvalidOperationException("The platform does not run.");

    private protected override IReadOnlyDictionary<string, string> FurtherEnvironment =>
        new Dictionary<string, string>
        {
            ["Management__TargetsFolder"] = Monitoring.TargetsFolder,
            // The data of throw-away servers lies on this volume too.
            ["Database__DataFolder"] = "/var/tmp",
        };

    private protected override PlanFile CreatePlan() => PlanFile.WithoutCaches();

    private protected override async Task<TestDatabase> CreateDatabaseAsync(CancellationToken ct)
    {
        var plan = ScalingPlan.Load();
        Own(webhook = await Webhook.StartAsync());
        Own(monitoring = await MonitoringServers.StartAsync(plan, AlertTimes.ForTests(plan), webhook.Address, ct));
        postgres = await ReplicatedPostgres.StartAsync(cancellationToken: ct);
        return TestDatabase.On(postgres);
    }
}
