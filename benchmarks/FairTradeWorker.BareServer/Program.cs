using FairTradeWorker.BareServer;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

// The floor that the product is measured against: Kestrel, Npgsql and source-generated JSON for the three busiest
// endpoints on the same tables. No accounts, limits, caches, telemetry, validation or outbox: what those cost is the
// difference.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BareJson.Default));
await using var database = NpgsqlDataSource.Create(
    builder.Configuration.GetConnectionString("Postgres") ?? throw new InvalidOperationException("ConnectionStrings:Postgres is missing."));
var jobs = new Jobs(database, TimeProvider.System);

var app = builder.Build();
app.MapGet("/v1/jobs", async (string territoryId, CancellationToken ct) => TypedResults.Ok(await jobs.BrowseAsync(territoryId, ct)));
app.MapGet("/v1/jobs/{id:guid}", async Task<Results<Ok<JobRow>, NotFound>> (Guid id, CancellationToken ct) =>
    await jobs.FindAsync(id, ct) is { } job ? TypedResults.Ok(job) : TypedResults.NotFound());
app.MapPost("/v1/jobs/{id:guid}/bids", async Task<Results<Created<PlacedBid>, Conflict>> (Guid id, NewBid bid, HttpRequest request, CancellationToken ct) =>
    Guid.TryParse(request.Headers["X-Contractor"], out var contractor) && await jobs.BidAsync(id, contractor, bid, ct) is { } placed
        ? TypedResults.Created($"/v1/bids/{placed.Id}", placed)
        : TypedResults.Conflict());
app.MapGet("/health/startup", () => TypedResults.Ok());
app.MapGet("/health/ready", () => TypedResults.Ok());
await app.RunAsync();
