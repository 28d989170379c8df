using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Platform.Data;

public sealed class DatabaseConnectionTests
{
    private const string Given = "Host=db.example.test;Database=d;Username=shared;Password=p;Maximum Pool Size=999;Command Timeout=999;Timeout=99";

    private static readonly ScalingPlan Plan = ScalingPlan.Load();

    [Fact]
    public void Without_a_pooler_all_processes_together_stay_below_what_the_plan_lets_them_have()
    {
        var options = new DatabaseOptions { Processes = 3 };
        var api = DatabaseConnection.For(DatabaseUse.Api, Given, Plan, options).MaxPoolSize;
        var worker = DatabaseConnection.For(DatabaseUse.Worker, Given, Plan, options).MaxPoolSize;
        Assert.Equal((80 / 3 * 65 / 100, 80 / 3), (api, worker));
        Assert.InRange((2 * api) + worker, 1, Plan.Database.ConnectionsWithoutPooler);
    }

    [Fact]
    public void A_process_that_is_told_nothing_counts_on_the_fewest_that_the_plan_runs() => Assert.Equal(
        ConnectionBudget.PoolSize(Plan, Plan.Database.Roles.Api, behindPooler: false, Plan.Autoscaling.MinInstances + Plan.Workers.Instances),
        DatabaseConnection.For(DatabaseUse.Api, Given, Plan, new()).MaxPoolSize);

    [Fact]
    public void Behind_the_pooler_pools_are_wide_and_sessions_are_not_reset()
    {
        var settings = DatabaseConnection.For(DatabaseUse.Api, Given, Plan, new() { BehindPooler = true, Processes = 50 });
        Assert.Equal((60 * 65 / 100, true), (settings.MaxPoolSize, settings.NoResetOnClose));
        Assert.True(DatabaseConnection.For(DatabaseUse.Api, Given, Plan, new()).NoResetOnClose);
    }

    [Fact]
    public void Whatever_the_connection_string_says_of_times_is_the_plan_s()
    {
        var api = DatabaseConnection.For(DatabaseUse.Api, Given, Plan, new());
        Assert.Equal((3, 9, 600), (api.Timeout, api.CommandTimeout, api.ConnectionIdleLifetime));
        var worker = DatabaseConnection.For(DatabaseUse.Worker, Given, Plan, new());
        Assert.Equal((30, 31), (worker.Timeout, worker.CommandTimeout));
        Assert.Equal("db.example.test", api.Host);
    }

    [Fact]
    public void The_server_s_refusal_comes_before_the_client_s_and_both_before_the_breaker_s() => Assert.InRange(
        DatabaseConnection.For(DatabaseUse.Api, Given, Plan, new()).CommandTimeout,
        Plan.Database.Roles.Api.StatementTimeout.TotalSeconds + 0.5,
        Plan.Breakers.Database.AttemptTimeout.TotalSeconds - 0.5);

    [Theory]
    [InlineData(null, 100)]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    public void Statements_are_prepared_as_the_plan_says_unless_the_place_forbids_it(int? given, int expected) => Assert.Equal(
        expected, DatabaseConnection.For(DatabaseUse.Api, Given, Plan, new() { PreparedStatements = given }).MaxAutoPrepare);

    [Fact]
    public void Each_kind_of_work_logs_in_as_its_own_user_or_else_as_the_connection_string_s()
    {
        var options = new DatabaseOptions { Users = new() { Api = new() { Name = "ftw_api", Password = "of the api" } } };
        var api = DatabaseConnection.For(DatabaseUse.Api, Given, Plan, options);
        Assert.Equal(("ftw_api", "of the api"), (api.Username, api.Password));
        var worker = DatabaseConnection.For(DatabaseUse.Worker, Given, Plan, options);
        Assert.Equal(("shared", "p"), (worker.Username, worker.Password));
    }

    [Fact]
    public void A_migration_may_take_its_time_on_few_connections_as_the_owner()
    {
        var options = new DatabaseOptions { Users = new() { Worker = new() { Name = "ftw_worker", Password = "w" } } };
        var settings = DatabaseConnection.For(DatabaseUse.Migrator, Given, Plan, options);
        Assert.Equal((0, Plan.Database.MigratorConnections, "shared"), (settings.CommandTimeout, settings.MaxPoolSize, settings.Username));
    }
}
