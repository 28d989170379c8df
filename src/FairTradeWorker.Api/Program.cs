using FairTradeWorker.Marketplace;
using FairTradeWorker.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddMarketplace();

var app = builder.Build();
app.UseServiceDefaults();
app.MapMarketplace();
app.MapServiceDefaults();
await app.RunAsync();
