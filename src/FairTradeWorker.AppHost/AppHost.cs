using System.Globalization;
using FairTradeWorker.AppHost;
using FairTradeWorker.LocalServers;
using Microsoft.Extensions.Configuration;

// Options: --reset starts over with empty data; --replicas 2 runs two streaming standbys of PostgreSQL; --no-pooler
// leaves PgBouncer out where it is installed, --no-monitoring Prometheus and Alertmanager; --Api:Port 5081 and
// --Dashboard:Port 18889 choose other ports.
// ConnectionStrings__Postgres and ConnectionStrings__Redis name servers of your own; otherwise local ones are found.
const int ApiReplicas = 2;
var arguments = LocalArguments.Of(args);
var builder = DistributedApplication.CreateBuilder(arguments.Others);
await using var local = await LocalServerResources.PrepareOrExplainAsync(Path.Combine(builder.AppHostDirectory, "../.."), arguments);
if (local is null)
{
    Environment.ExitCode = 1;
    return;
}

// The primary, its standbys and PgBouncer: whatever of it runs here.
var database = builder.AddDatabase(local);
var variables = local.DatabaseVariables(processes: ApiReplicas + 1);
var redis = builder.AddLocalServer(local.Redis.Process, ct => LocalServerProbe.RedisAnswersAsync(local.Redis.ConnectionString, ct));
builder.AddMonitoring(local);

builder.Configuration["ConnectionStrings:database-owner"] = local.Postgres.MigratorConnectionString;
builder.Configuration["ConnectionStrings:cache"] = local.Redis.ConnectionString;
var databaseOwner = builder.AddConnectionString("database-owner");
var cache = builder.AddConnectionString("cache");

// Runs to completion, past the pooler: schema, territories, and in Development the demo data.
var migrator = builder.AddProject("migrator", "../FairTradeWorker.Worker/FairTradeWorker.Worker.csproj")
    .WithArgs("--migrate")
    .WithReference(databaseOwner, "Postgres")
    .WithReference(cache, "Redis")
    .WaitForLocal(database.Take(1));

builder.AddProject("api", "../FairTradeWorker.Api/FairTradeWorker.Api.csproj")
    .WithHttpEndpoint(port: builder.Configuration.GetValue("Api:Port", 5080), name: "http")
    .WithExternalHttpEndpoints()
    .WithUrl("/docs", "Reference")
    .WithReplicas(ApiReplicas)
    .WithHttpHealthCheck("/health/ready")
    .WithEnvironment(variables)
    .WithEnvironment(local.MonitoringVariables)
    .WithEnvironment("RateLimits__Instances", ApiReplicas.ToString(CultureInfo.InvariantCulture))
    .WithReference(cache, "Redis")
    .WaitForLocal([redis, .. database])
    .WaitForCompletion(migrator);

builder.AddProject("worker", "../FairTradeWorker.Worker/FairTradeWorker.Worker.csproj")
    .WithHttpEndpoint(name: "http")
    .WithHttpHealthCheck("/health/ready")
    .WithEnvironment(variables)
    .WithEnvironment(local.MonitoringVariables)
    .WithReference(cache, "Redis")
    .WaitForLocal([redis, .. database])
    .WaitForCompletion(migrator);

await builder.Build().RunAsync();
