using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Aspire.Hosting.Dcp;

namespace FairTradeWorker.Tests.AspireLite;

/// <summary>DCP without processes: everything starts at once, unless a test says how it fares.</summary>
internal sealed class FakeDcp : IDcp
{
    private readonly ConcurrentDictionary<string, Channel<DcpEvent>> events = new();
    private int port = 40000;

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentDictionary<string, JsonObject> Created { get; } = new();

    /// <summary>The status an executable of this resource takes when created; null leaves it starting.</summary>
    public Func<string, JsonObject?> OnCreate { get; set; } = _ => Running();

    public static JsonObject Running() => new() { ["state"] = "Running", ["pid"] = 4711, ["startupTimestamp"] = "2026-01-01T00:00:00Z" };

    public static JsonObject Finished(int exitCode) => new()
    {
        ["state"] = "Finished",
        ["exitCode"] = exitCode,
        ["startupTimestamp"] = "2026-01-01T00:00:00Z",
        ["finishTimestamp"] = "2026-01-01T00:00:01Z",
    };

    public Task CreateAsync(string plural, JsonObject manifest, CancellationToken cancellationToken)
    {
        string name = (string)manifest["metadata"]!["name"]!;
        Calls.Enqueue($"create {plural}/{name}");
        Created[name] = manifest;
        if (plural == DcpNames.Services)
        {
            int wanted = (int)manifest["spec"]!["port"]!;
            Tell(plural, "ADDED", name, new JsonObject { ["effectivePort"] = wanted == 0 ? port++ : wanted });
        }
        else
        {
            Tell(plural, "ADDED", name, new JsonObject { ["state"] = "" });
            if (OnCreate(name) is { } status)
            {
                Tell(plural, "MODIFIED", name, status);
            }
        }

        return Task.CompletedTask;
    }

    public Task MergeAsync(string plural, string name, JsonObject patch, CancellationToken cancellationToken)
    {
        bool stop = (bool?)patch["spec"]?["stop"] ?? false;
        Calls.Enqueue($"{(stop ? "stop" : "merge")} {plural}/{name}");
        if (stop)
        {
            Tell(plural, "MODIFIED", name, Finished(-1));
        }

        return Task.CompletedTask;
    }

    public Task DeleteAsync(string plural, string name, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"delete {plural}/{name}");
        Tell(plural, "DELETED", name, Finished(-1));
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<DcpEvent> WatchAsync(string plural, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (DcpEvent change in Channel(plural).Reader.ReadAllAsync(cancellationToken))
        {
            yield return change;
        }
    }

    public async IAsyncEnumerable<string> LogAsync(
        string plural, string name, string source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return $"2026-01-01T00:00:00.000Z {source} of {name}";
    }

    public void Tell(string name, JsonObject status) => Tell(DcpNames.Executables, "MODIFIED", name, status);

    private void Tell(string plural, string type, string name, JsonObject status) => Channel(plural).Writer.TryWrite(new DcpEvent(
        type, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["status"] = status }));

    private Channel<DcpEvent> Channel(string plural) =>
        events.GetOrAdd(plural, _ => System.Threading.Channels.Channel.CreateUnbounded<DcpEvent>());
}
