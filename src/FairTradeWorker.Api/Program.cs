using FairTradeWorker.Marketplace;
using FairTradeWorker.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRequestDrain();
builder.AddMarketplace();

var app = builder.Build();
app.UseServiceDefaults();
app.MapMarketplace();
app.MapServiceDefaults();
await app.RunAsync();
