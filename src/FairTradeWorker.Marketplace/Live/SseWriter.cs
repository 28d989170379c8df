using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>Writes Server-Sent Events. Each write waits until the reader has taken it, so a slow reader holds no memory here.</summary>
internal sealed class SseWriter(HttpResponse response)
{
    public Task BeginAsync(CancellationToken ct) => WriteAsync(": connected\n\n", ct);

    /// <param name="id">What the reader sends as Last-Event-ID when he comes back.</param>
    /// <param name="data">JSON; it has no line breaks, because it was written without indentation.</param>
    public Task EventAsync(long id, string name, string data, CancellationToken ct) =>
        WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {name}\ndata: {data}\n\n"), ct);

    /// <summary>A comment, so that proxies and readers know that the stream lives.</summary>
    public Task KeepAliveAsync(CancellationToken ct) => WriteAsync(": keep-alive\n\n", ct);

    /// <summary>Tells the reader to come back after a while; the last thing on a stream that ends from our side.</summary>
    public Task RetryAsync(TimeSpan after, CancellationToken ct) =>
        WriteAsync(string.Create(CultureInfo.InvariantCulture, $"retry: {(long)after.TotalMilliseconds}\n\n"), ct);

    private async Task WriteAsync(string text, CancellationToken ct)
    {
        // Also when a stream ends before it has begun: a browser never comes back to an answer of another type.
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-store";
            // Asks proxies of the nginx kind not to collect the stream.
            response.Headers["X-Accel-Buffering"] = "no";
        }

        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        await response.Body.FlushAsync(ct);
    }
}
