using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.IntegrationTests.Pooling;

/// <summary>Takes metrics by OTLP over HTTP and keeps the last value of each, by its name and its attribute <c>database</c>.</summary>
internal sealed class MetricsCollector : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<(string Name, string Database), double> values = new();
    private readonly Task taking;

    public MetricsCollector()
    {
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Any()}/");
        listener.Prefixes.Add(Address);
        listener.Start();
        taking = TakeAsync();
    }

    public string Address { get; }

    /// <summary>The last value that was exported since <see cref="Forget"/>; null when none was.</summary>
    public double? Last(string name, string database) => values.TryGetValue((name, database), out var value) ? value : null;

    public void Forget() => values.Clear();

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await taking;
    }

    private async Task TakeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var request = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await request.Request.InputStream.CopyToAsync(body);
                if (request.Request.Url?.AbsolutePath.EndsWith("/v1/metrics", StringComparison.Ordinal) == true)
                {
                    Keep(body.ToArray());
                }

                request.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    // ExportMetricsServiceRequest: resource metrics (1), of these scope metrics (2), of these metrics (2): name (1) and
    // data, a gauge (5) or a sum (7), whose data points (1) have attributes (7) and a double (4) or an integer (6).
    private void Keep(ReadOnlyMemory<byte> request)
    {
        foreach (var metric in Fields(request, 1).SelectMany(resource => Fields(resource, 2)).SelectMany(scope => Fields(scope, 2)))
        {
            var name = Encoding.UTF8.GetString(Fields(metric, 1).First().Span);
            foreach (var point in Fields(metric, 5).Concat(Fields(metric, 7)).SelectMany(data => Fields(data, 1)))
            {
                var database = Fields(point, 7).Where(pair => Encoding.UTF8.GetString(Fields(pair, 1).First().Span) == "database")
                    .Select(pair => Encoding.UTF8.GetString(Fields(Fields(pair, 2).First(), 1).First().Span)).FirstOrDefault("");
                var value = Fields(point, 4).Select(field => BinaryPrimitives.ReadDoubleLittleEndian(field.Span))
                    .Concat(Fields(point, 6).Select(field => (double)BinaryPrimitives.ReadInt64LittleEndian(field.Span)));
                values[(name, database)] = value.FirstOrDefault();
            }
        }
    }

    /// <summary>The fields of this number in a message of Protocol Buffers.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int wanted)
    {
        while (!message.IsEmpty)
        {
            var key = Number(ref message);
            var length = (key & 7) switch { 1 => 8, 5 => 4, 2 => (int)Number(ref message), _ => 0 };
            if ((key & 7) == 0)
            {
                Number(ref message);
            }

            if (key >> 3 == wanted)
            {
                yield return message[..length];
            }

            message = message[length..];
        }
    }

    private static long Number(ref ReadOnlyMemory<byte> message)
    {
        long number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message.Span[0];
            message = message[1..];
            number |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }
}
