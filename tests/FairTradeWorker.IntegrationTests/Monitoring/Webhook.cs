using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.IntegrationTests.Monitoring;

/// <summary>Takes what Alertmanager tells operators.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<Told> told = new();

    private Webhook(WebApplication server) => this.server = server;

    public Uri Address => new(new Uri(server.Urls.Single()), "/alerts");

    public IReadOnlyCollection<Told> All => told;

    public static async Task<Webhook> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var hook = new Webhook(builder.Build());
        hook.server.MapPost("/alerts", hook.TakeAsync);
        await hook.server.StartAsync();
        return hook;
    }

    /// <summary>Whether this was told later than <paramref name="after"/>.</summary>
    public bool Has(string alert, string status, DateTimeOffset after) =>
        told.Any(one => one.Alert == alert && one.Status == status && one.At > after);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var message = await JsonDocument.ParseAsync(http.Request.Body);
        foreach (var alert in message.RootElement.GetProperty("alerts").EnumerateArray())
        {
            told.Enqueue(new(
                TimeProvider.System.GetUtcNow(),
                alert.GetProperty("labels").GetProperty("alertname").GetString() ?? "",
                alert.GetProperty("labels").GetProperty("severity").GetString() ?? "",
                alert.GetProperty("status").GetString() ?? "",
                alert.GetProperty("annotations").GetProperty("description").GetString() ?? "",
                alert.GetProperty("annotations").GetProperty("runbook_url").GetString() ?? ""));
        }
    }
}

/// <summary>One alert in one message.</summary>
internal sealed record Told(DateTimeOffset At, string Alert, string Severity, string Status, string Description, string Runbook);
