using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>The four pages that operators look at.</summary>
internal static class Dashboards
{
    private const string Api = "job=\"api\"";
    private const string Rate = "[$__rate_interval]";

    public static IEnumerable<RenderedFile> OfRepository(ScalingPlan plan) =>
        Of(plan).Select(dashboard => RenderedFile.Whole($"infrastructure/grafana/{dashboard.Uid}.json", dashboard.ToJson()));

    private static IEnumerable<Dashboard> Of(ScalingPlan plan) => [System(plan.Alerts), Database(plan), Users(plan), Errors(plan)];

    private static Dashboard System(AlertThresholds alerts) => new("system", "system",
        Limited("CPU, percent of what a process may use", "percent", alerts.CpuPercent, new Query(Series.CpuPercent, "{{job}} {{instance}}")),
        Limited("Memory, percent of what a process may have", "percent", alerts.MemoryPercent, new Query(Series.MemoryPercent, "{{job}} {{instance}}")),
        new("Processes that answer", "short", new Query("sum by (job) (up{job=~\"api|worker\"})", "{{job}}")),
        new("Connections of clients", "short", new Query($"sum by (instance) (kestrel_active_connections{{{Api}}})", "{{instance}}")),
        new("Redis is there", "short", new Query("min by (job, instance) (ftw_redis_available)", "{{job}} {{instance}}")),
        new("Cache, percent of reads answered", "percent", new Query(Series.CacheHitPercent, "hits")),
        new("Outbox, age of the oldest message", "s", alerts.OutboxLag.Warning.TotalSeconds, alerts.OutboxLag.Critical.TotalSeconds, new Query("max(outbox_lag_seconds)", "oldest")),
        new("Outbox, messages", "short", new Query("max(outbox_messages_pending)", "pending"), new Query("max(outbox_messages_dead)", "dead")),
        new("Garbage collections", "ops", new Query($"sum by (job, gc_heap_generation) (rate(dotnet_gc_collections_total{Rate}))", "{{job}} {{gc_heap_generation}}")),
        new("Builds and plans that run", "short", new Query("count by (version, commit) (ftw_build_info)", "{{version}} {{commit}}"), new Query("count by (phase, fingerprint) (ftw_plan_info)", "{{phase}} {{fingerprint}}")));

    private static Dashboard Database(ScalingPlan plan) => new("database", "database",
        Limited("Connections to the primary", "short", plan.Alerts.PrimaryConnections, new Query(Series.PrimaryConnections, "in use"), new Query("max(ftw_database_server_connections_max)", "max_connections")),
        new("Pools of our processes", "short", new Query("sum by (job, db_client_connection_pool_name, db_client_connection_state) (db_client_connection_count)", "{{job}} {{db_client_connection_pool_name}} {{db_client_connection_state}}")),
        new("Queries, 95th percentile", "s", new Query($"histogram_quantile(0.95, sum by (le, db_client_connection_pool_name) (rate(db_client_operation_duration_seconds_bucket{Rate})))", "{{db_client_connection_pool_name}}")),
        new("Queries a second", "ops", new Query($"sum by (db_client_connection_pool_name) (rate(db_client_operation_duration_seconds_count{Rate}))", "{{db_client_connection_pool_name}}")),
        new("Replicas, behind the primary", "s", plan.Replicas.MaxStaleness.TotalSeconds, null, new Query("max by (ftw_database_node) (ftw_database_replica_staleness_seconds)", "{{ftw_database_node}}")),
        new("Servers that are read from", "short", new Query("min by (ftw_database_node) (ftw_database_node_in_rotation)", "{{ftw_database_node}}")),
        new("Reads by server", "ops", new Query($"sum by (ftw_database_node, ftw_database_reading) (rate(ftw_database_reads_total{Rate}))", "{{ftw_database_node}} {{ftw_database_reading}}")),
        new("PgBouncer, connections", "short", new Query("max by (database) (pooler_clients_active)", "{{database}} clients"), new Query("max by (database) (pooler_clients_waiting)", "{{database}} waiting"), new Query("max by (database) (pooler_servers_active)", "{{database}} servers")),
        Limited("Volume, percent full", "percent", plan.Alerts.DiskPercent, new Query(Series.DiskPercent, "used")),
        new("Size of the database", "bytes", new Query("max(ftw_database_size_bytes)", "size")));

    private static Dashboard Users(ScalingPlan plan) => new("users", "users",
        new("Signed-in users of the last five minutes", "short", new Query("max(ftw_users_active)", "active"), new Query("max(ftw_plan_phase_limit{limit=\"concurrent_users\"})", "the phase's limit")),
        new("Requests a second", "reqps", new Query(Series.RequestRate, "all"), new Query($"sum by (http_request_method) (rate({Series.Duration}_count{{{Api}}}{Rate}))", "{{http_request_method}}")),
        new("Answer time", "s", plan.Alerts.P95.Warning.TotalSeconds, plan.Alerts.P95.Critical.TotalSeconds, new Query(Series.P95, "95th percentile"), new Query(Series.P50, "median")),
        new("Slowest routes, 95th percentile", "s", new Query($"topk(10, histogram_quantile(0.95, sum by (le, http_route) (rate({Series.Duration}_bucket{{{Api},{Series.NoStreams}}}{Rate}))))", "{{http_route}}")),
        new("Busiest routes", "reqps", new Query($"topk(10, sum by (http_route) (rate({Series.Duration}_count{{{Api}}}{Rate})))", "{{http_route}}")),
        new("Quotas", "reqps", new Query($"sum by (policy, outcome, counted) (rate(rate_limit_requests_total{Rate}))", "{{policy}} {{outcome}} {{counted}}")));

    private static Dashboard Errors(ScalingPlan plan) => new("errors", "errors",
        Limited("Answers with 5xx, percent", "percent", plan.Alerts.ErrorPercent, new Query(Series.ErrorPercent, "5xx")),
        new("5xx by route", "reqps", new Query($"sum by (http_route, http_response_status_code) (rate({Series.Duration}_count{{{Api},{Series.Errors}}}{Rate}))", "{{http_route}} {{http_response_status_code}}")),
        new("Refusals (4xx) by status", "reqps", new Query($"sum by (http_response_status_code) (rate({Series.Duration}_count{{{Api},http_response_status_code=~\"4..\"}}{Rate}))", "{{http_response_status_code}}")),
        new("Use of the error budget, times the even rate", "short", Burn(plan, plan.Alerts.BudgetBurn.Warning), Burn(plan, plan.Alerts.BudgetBurn.Critical),
            Burnt(plan, Alert.Critical, plan.Alerts.BudgetBurn.Critical), Burnt(plan, Alert.Warning, plan.Alerts.BudgetBurn.Warning)),
        new("Exceptions", "ops", new Query($"sum by (job, error_type) (rate(dotnet_exceptions_total{Rate}))", "{{job}} {{error_type}}")),
        new("Alerts that fire", "short", new Query("count by (alertname, severity) (ALERTS{alertstate=\"firing\"})", "{{alertname}} {{severity}}")));

    private static Query Burnt(ScalingPlan plan, string severity, BurnRate rate) =>
        new($"{Recording.LongErrorRatio(severity)} / {((100 - plan.Targets.UptimePercent) / 100).Text()}", $"over {Document.PlanTable.Show(rate.Window)}");

    private static double Burn(ScalingPlan plan, BurnRate rate) => (double)plan.Alerts.BudgetBurn.FactorOf(rate);

    private static Panel Limited(string title, string unit, Threshold limits, params IReadOnlyList<Query> queries) =>
        new(title, unit, limits.Warning, limits.Critical, queries);
}
