using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rules;

namespace FairTradeWorker.Tests.Scaling;

public sealed class PlanRulesTests
{
    [Fact]
    public void The_plan_breaks_no_rule() => Assert.Empty(PlanRules.Broken(ScalingPlan.Load()));

    [Theory]
    [InlineData("phases.launch.users", "400001", "phases.launch.dailyActiveUsers")]
    [InlineData("phases.growth.concurrentUsers", "37501", "phases.growth.concurrentUsers")]
    [InlineData("phases.growth.monthlyCostUsd", "9000", "phases.growth does not follow")]
    [InlineData("phases.growth.fromMonth", "2", "phases.growth does not follow")]
    [InlineData("phases.growth.toMonth", "4", "ends before it begins")]
    [InlineData("autoscaling.minInstances", "50", "autoscaling.minInstances")]
    [InlineData("autoscaling.scaleDownCpuPercent", "70", "scaleDownCpuPercent")]
    [InlineData("rateLimits.pro", "200", "rateLimits do not rise")]
    [InlineData("rateLimits.operator", "0", "$.rateLimits.operator")]
    [InlineData("rateLimits.perHour.bids", "-1", "$.rateLimits.perHour.bids")]
    [InlineData("targets.uptimePercent", "995", "$.targets.uptimePercent")]
    [InlineData("redis.patience", "\"0 ms\"", "$.redis.patience")]
    [InlineData("redis.patience", "\"200 ms\"", "redis.patience")]
    [InlineData("pooler.poolMode", "\"session\"", "pooler.poolMode")]
    [InlineData("database.serverMaxConnections", "113", "database.serverMaxConnections")]
    [InlineData("database.maxConnections", "120", "database.serverMaxConnections")]
    [InlineData("database.minConnections", "100", "database.minConnections")]
    [InlineData("pooler.maxDbConnections", "101", "pooler.maxDbConnections")]
    [InlineData("pooler.minPoolSize", "26", "pooler.minPoolSize")]
    [InlineData("pooler.minPoolSize", "20", "pooler.minPoolSize of 4 users")]
    [InlineData("pooler.defaultPoolSize", "26", "pooler.defaultPoolSize of 4 users")]
    [InlineData("pooler.reservePoolSize", "76", "pooler.defaultPoolSize")]
    [InlineData("autoscaling.maxInstances", "500", "pooler.maxClientConnections")]
    [InlineData("database.poolSizeBehindPooler", "80", "pooler.maxClientConnections")]
    [InlineData("database.connectionsWithoutPooler", "101", "database.connectionsWithoutPooler")]
    [InlineData("database.roles.api.poolPercent", "90", "without a pooler")]
    [InlineData("replicas.analytics", "3", "replicas.analytics")]
    [InlineData("alerts.p95.warning", "\"2 s\"", "alerts.p95")]
    [InlineData("alerts.p95.warning", "\"800 ms\"", "targets.apiP95")]
    [InlineData("alerts.errorPercent.critical", "2", "alerts.errorPercent")]
    [InlineData("alerts.errorPercent.warning", "1", "targets.errorPercent")]
    [InlineData("alerts.cpuPercent.warning", "90", "alerts.cpuPercent")]
    [InlineData("alerts.primaryConnections.warning", "95", "alerts.primaryConnections")]
    [InlineData("alerts.memoryPercent.critical", "75", "alerts.memoryPercent")]
    [InlineData("alerts.diskPercent.critical", "80", "alerts.diskPercent")]
    [InlineData("alerts.criticalFor", "\"10 min\"", "alerts.criticalFor")]
    [InlineData("alerts.criticalConnectionsFor", "\"20 s\"", "alerts.criticalConnectionsFor")]
    [InlineData("telemetry.scrapeInterval", "\"31 s\"", "telemetry.scrapeInterval")]
    [InlineData("targets.apiP50", "\"800 ms\"", "targets.apiP50")]
    [InlineData("database.roles.api.statementTimeout", "\"10 s\"", "database.roles.api.statementTimeout")]
    [InlineData("database.roles.api.acquireTimeout", "\"8 s\"", "database.roles.api.acquireTimeout")]
    [InlineData("database.roles.api.lockTimeout", "\"8 s\"", "database.roles.api.lockTimeout")]
    [InlineData("database.roles.worker.statementTimeout", "\"60 s\"", "database.roles.worker.statementTimeout")]
    [InlineData("pooler.queryWaitTimeout", "\"10 s\"", "pooler.queryWaitTimeout")]
    [InlineData("breakers.stripe.tries", "3", "breakers.stripe")]
    [InlineData("breakers.database.attemptTimeout", "\"8 s\"", "database.roles.api.statementTimeout")]
    [InlineData("instance.drainDelay", "\"30 s\"", "instance.drainDelay")]
    [InlineData("instance.shutdownTimeout", "\"29 s\"", "instance.requestTimeout")]
    [InlineData("streams.expiry", "\"20 s\"", "streams.expiry")]
    [InlineData("workers.outboxFirstRetry", "\"10 min\"", "workers.outboxFirstRetry")]
    [InlineData("replicas.poll", "\"2 s\"", "replicas.poll")]
    [InlineData("replicas.rememberWriteFor", "\"4 s\"", "replicas.rememberWriteFor")]
    [InlineData("replicas.backBelow", "\"2 s\"", "replicas.backBelow")]
    [InlineData("caches.hotPage", "\"180 s\"", "caches.hotPage")]
    [InlineData("streams.pageSize", "1001", "database.maxRows")]
    [InlineData("loadTests.operatorPercent", "6", "add up to 100")]
    [InlineData("loadTests.shortestThink", "\"5 s\"", "loadTests.shortestThink")]
    [InlineData("loadTests.dayOneCurve.2.users", "21000", "loadTests.dayOneCurve")]
    public void A_contradiction_is_refused_and_named(string path, string value, string named)
    {
        var refused = Assert.Throws<ScalingPlanException>(() => ScalingPlan.Parse(PlanEdit.With(path, value), "plan.json"));
        Assert.StartsWith("plan.json contradicts itself:", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_pooler_the_processes_share_what_there_is()
    {
        var plan = ScalingPlan.Load();
        var api = plan.Database.Roles.Api;
        Assert.Equal(60 * 65 / 100, ConnectionBudget.PoolSize(plan, api, behindPooler: true, processes: 52));
        Assert.Equal(80 / 3 * 65 / 100, ConnectionBudget.PoolSize(plan, api, behindPooler: false, processes: 3));
        Assert.Equal(1, ConnectionBudget.PoolSize(plan, api, behindPooler: false, processes: 200));
    }
}
