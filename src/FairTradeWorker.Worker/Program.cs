using FairTradeWorker.Marketplace;
using FairTradeWorker.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
if (args.Contains("--migrate"))
{
    builder.AddMarketplaceMigrator();
    await using var migrator = builder.Build();
    Environment.ExitCode = await migrator.Services.MigrateMarketplaceAsync(migrator.Lifetime.ApplicationStopping);
    return;
}

builder.AddMarketplaceWorker();
var app = builder.Build();
app.UseWorkerDefaults();
app.MapServiceDefaults();
await app.RunAsync();
