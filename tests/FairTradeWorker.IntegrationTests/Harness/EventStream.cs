using System.Globalization;
using System.Text.Json;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>One event of a user's stream.</summary>
public sealed record StreamEvent(long Id, string Type, JsonElement Data);

/// <summary>A reader of <c>GET /v1/me/stream</c>, who takes batches apart as a client has to.</summary>
public sealed class EventStream : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;

    private EventStream(HttpClient http, HttpResponseMessage response, StreamReader reader) =>
        (this.http, this.response, this.reader) = (http, response, reader);

    /// <summary>Frames that were read, batches counted once.</summary>
    public int Frames { get; private set; }

    public static async Task<EventStream> OpenAsync(Api api, Person by, int instance, long? after = null)
    {
        var http = new HttpClient { BaseAddress = api.Instance(instance), Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me/stream");
        request.Headers.Authorization = new("Bearer", by.AccessToken);
        if (after is { } id)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(": connected", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        return new(http, response, reader);
    }

    /// <summary>Reads until <paramref name="count"/> events have come, at most 60 seconds long.</summary>
    public async Task<List<StreamEvent>> ReadAsync(int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var events = new List<StreamEvent>();
        while (events.Count < count)
        {
            events.AddRange(await ReadFrameAsync(limit.Token));
        }

        return events;
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        response.Dispose();
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<StreamEvent>> ReadFrameAsync(CancellationToken ct)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line.Length > 0 && line[0] != ':')
            {
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                fields[line[..colon]] = line[(colon + 2)..];
            }
            else if (line.Length == 0 && fields.ContainsKey("data"))
            {
                Frames++;
                return Take(fields);
            }
        }

        throw new EndOfStreamException("The stream ended.");
    }

    private static List<StreamEvent> Take(Dictionary<string, string> fields)
    {
        var data = JsonSerializer.Deserialize<JsonElement>(fields["data"]);
        return fields["event"] == "batch"
            ? [.. data.GetProperty("events").EnumerateArray().Select(one =>
                new StreamEvent(one.GetProperty("id").GetInt64(), one.GetProperty("type").GetString()!, one.GetProperty("data")))]
            : [new(long.Parse(fields["id"], CultureInfo.InvariantCulture), fields["event"], data)];
    }
}
