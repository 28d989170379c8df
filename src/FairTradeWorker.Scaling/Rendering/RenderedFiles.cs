using FairTradeWorker.Scaling.Rendering.Document;
using FairTradeWorker.Scaling.Rendering.Kubernetes;
using FairTradeWorker.Scaling.Rendering.Monitoring;

namespace FairTradeWorker.Scaling.Rendering;

/// <summary>Everything that is written from the plan. Pure: the plan goes in, text comes out.</summary>
public static class RenderedFiles
{
    /// <summary>The folder that holds nothing but rendered files.</summary>
    public const string KubernetesFolder = "infrastructure/kubernetes";

    /// <summary>All files, each with the text that belongs into it.</summary>
    public static IReadOnlyList<RenderedFile> Of(ScalingPlan plan) =>
    [
        RenderedFile.Whole("infrastructure/postgres/roles.sql", PostgresRoles.Render(plan)),
        RenderedFile.Whole("infrastructure/pgbouncer/pgbouncer.ini", PgBouncerIni.Render(plan, PoolerSetup.Compose(plan))),
        RenderedFile.Whole("infrastructure/docker-compose.yml", ComposeFile.Render(plan)),
        .. KubernetesManifests.Of(plan).Select(file => RenderedFile.Whole($"{KubernetesFolder}/{file.Name}", file.Text)),
        .. MonitoringFiles.OfRepository(plan),
        .. Dashboards.OfRepository(plan),
        RenderedFile.Whole("infrastructure/load-tests/options.js", LoadTestOptions.Render(plan)),
        new("docs/SCALING_PLAN.md", current => PlanDocument.Fill(current, plan)),
    ];
}
