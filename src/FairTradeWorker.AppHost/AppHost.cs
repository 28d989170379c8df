using FairTradeWorker.AppHost;
using FairTradeWorker.LocalServers;
using Microsoft.Extensions.Configuration;

// Options: --reset starts over with empty data; --Api:Port 5081 and --Dashboard:Port 18889 choose other ports.
// ConnectionStrings__Postgres and ConnectionStrings__Redis name servers of your own; otherwise local ones are found.
var builder = DistributedApplication.CreateBuilder(args.Where(arg => arg != "--reset").ToArray());
await using var local = await LocalServerResources.PrepareOrExplainAsync(
    LocalEnvironmentOptions.FromEnvironment(Path.Combine(builder.AppHostDirectory, "../.."), reset: args.Contains("--reset")));
if (local is null)
{
    Environment.ExitCode = 1;
    return;
}

var postgres = builder.AddLocalServer(local.Postgres.Process, ct => LocalServerProbe.PostgresAnswersAsync(local.Postgres.AppConnectionString, ct));
var redis = builder.AddLocalServer(local.Redis.Process, ct => LocalServerProbe.RedisAnswersAsync(local.Redis.ConnectionString, ct));

builder.Configuration["ConnectionStrings:database"] = local.Postgres.AppConnectionString;
builder.Configuration["ConnectionStrings:database-owner"] = local.Postgres.MigratorConnectionString;
builder.Configuration["ConnectionStrings:cache"] = local.Redis.ConnectionString;
var database = builder.AddConnectionString("database");
var databaseOwner = builder.AddConnectionString("database-owner");
var cache = builder.AddConnectionString("cache");

// Runs to completion: schema, territories, and in Development the demo data.
var migrator = builder.AddProject("migrator", "../FairTradeWorker.Worker/FairTradeWorker.Worker.csproj")
    .WithArgs("--migrate")
    .WithReference(databaseOwner, "Postgres")
    .WithReference(cache, "Redis")
    .WaitForLocal(postgres);

builder.AddProject("api", "../FairTradeWorker.Api/FairTradeWorker.Api.csproj")
    .WithHttpEndpoint(port: builder.Configuration.GetValue("Api:Port", 5080), name: "http")
    .WithExternalHttpEndpoints()
    .WithUrl("/docs", "Reference")
    .WithReplicas(2)
    .WithHttpHealthCheck("/health/ready")
    .WithReference(database, "Postgres")
    .WithReference(cache, "Redis")
    .WaitForLocal(redis)
    .WaitForCompletion(migrator);

builder.AddProject("worker", "../FairTradeWorker.Worker/FairTradeWorker.Worker.csproj")
    .WithHttpEndpoint(name: "http")
    .WithHttpHealthCheck("/health/ready")
    .WithReference(database, "Postgres")
    .WithReference(cache, "Redis")
    .WaitForLocal(redis)
    .WaitForCompletion(migrator);

await builder.Build().RunAsync();
