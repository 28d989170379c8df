using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Dcp;

/// <summary>DCP's API over HTTPS, with its own certificate pinned.</summary>
internal sealed class DcpClient(HttpMessageHandler handler, Kubeconfig config, TimeProvider clock) : IDcp, IDisposable
{
    private const string Api = "apis/usvc-dev.developer.microsoft.com/v1/";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DeleteTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new(handler)
    {
        BaseAddress = config.Server,
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", config.Token) },
    };

    public static DcpClient Connect(Kubeconfig config, string thumbprint, TimeProvider clock) => new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions =
            {
                RemoteCertificateValidationCallback = (_, c, _, _) => c is X509Certificate2 x && x.Thumbprint == thumbprint,
            },
        },
        config,
        clock);

    public async Task CreateAsync(string plural, JsonObject manifest, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(
            HttpMethod.Post, Api + plural, manifest, "application/json", cancellationToken).ConfigureAwait(false);
        await ThrowUnlessSuccessAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public async Task MergeAsync(string plural, string name, JsonObject patch, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await PatchAsync($"{Api}{plural}/{name}", patch, cancellationToken)
            .ConfigureAwait(false);
        await ThrowUnlessSuccessAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string plural, string name, CancellationToken cancellationToken)
    {
        string path = $"{Api}{plural}/{name}";
        using (HttpResponseMessage response = await SendAsync(HttpMethod.Delete, path, null, null, cancellationToken)
            .ConfigureAwait(false))
        {
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return;
            }

            await ThrowUnlessSuccessAsync(response, cancellationToken).ConfigureAwait(false);
        }

        long started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < DeleteTimeout)
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, null, null, cancellationToken)
                .ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return;
            }

            await Task.Delay(Poll, clock, cancellationToken).ConfigureAwait(false);
        }

        throw new TimeoutException($"DCP did not delete {plural}/{name} within {DeleteTimeout.TotalSeconds:0} s.");
    }

    public async IAsyncEnumerable<DcpEvent> WatchAsync(
        string plural, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long lastContact = clock.GetTimestamp();
        while (true)
        {
            // DCP ends a watch now and then; what exists is told again at the start of the next.
            StreamReader? reader = null;
            try
            {
                Stream stream = await http.GetStreamAsync(new Uri($"{Api}{plural}?watch=true", UriKind.Relative), cancellationToken)
                    .ConfigureAwait(false);
                reader = new StreamReader(stream);
            }
            catch (HttpRequestException e) when (clock.GetElapsedTime(lastContact) > GoneAfter)
            {
                throw new DcpGoneException(e);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(Poll, clock, cancellationToken).ConfigureAwait(false);
                continue;
            }

            using (reader)
            {
                while (await ReadLineAsync(reader, cancellationToken).ConfigureAwait(false) is { } line)
                {
                    if (JsonNode.Parse(line) is JsonObject change && change["object"] is JsonObject target)
                    {
                        yield return new DcpEvent((string?)change["type"] ?? string.Empty, target);
                    }
                }
            }

            lastContact = clock.GetTimestamp();
        }
    }

    public async IAsyncEnumerable<string> LogAsync(
        string plural, string name, string source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string follow = source == "system" ? "false" : "true";
        var path = new Uri($"{Api}{plural}/{name}/log?source={source}&follow={follow}&timestamps=true", UriKind.Relative);
        using HttpResponseMessage response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        await ThrowUnlessSuccessAsync(response, cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        while (await ReadLineAsync(reader, cancellationToken).ConfigureAwait(false) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Asks DCP to stop everything and itself.</summary>
    public async Task StopAllAsync(CancellationToken cancellationToken)
    {
        var patch = new JsonObject { ["status"] = "Stopping", ["shutdownResourceCleanup"] = "Full" };
        using HttpResponseMessage response = await PatchAsync("admin/execution", patch, cancellationToken).ConfigureAwait(false);
        await ThrowUnlessSuccessAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => http.Dispose();

    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // A connection that breaks ends the stream as its orderly end does: the caller connects again or finds DCP gone.
            return null;
        }
    }

    private static async Task ThrowUnlessSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            string body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            string message;
            try
            {
                message = (string?)JsonNode.Parse(body)?["message"] ?? body;
            }
            catch (System.Text.Json.JsonException)
            {
                message = body;
            }

            throw new HttpRequestException($"DCP answered {(int)response.StatusCode}: {message}", null, response.StatusCode);
        }
    }

    // DCP compares the media type as a text: the "; charset=utf-8" of the usual constructor makes it 415.
    private Task<HttpResponseMessage> PatchAsync(string path, JsonObject patch, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json", cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, JsonObject? body, string? mediaType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue(mediaType ?? "application/json"));
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(CallTimeout);
        return await http.SendAsync(request, timeout.Token).ConfigureAwait(false);
    }
}
