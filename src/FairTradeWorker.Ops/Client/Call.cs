using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FairTradeWorker.Ops.Client;

/// <summary>
/// One request: what is asked, by whom (null for somebody without an account) and under which conditions.
/// </summary>
internal sealed record Call(HttpMethod Method, string Path, Session? By)
{
    public ReadOnlyMemory<byte> Body { get; private init; }

    public string? IdempotencyKey { get; init; }

    public string? IfMatch { get; init; }

    public static Call Get(string path, Session? by) => new(HttpMethod.Get, path, by);

    public static Call Post<T>(string path, Session? by, T body, JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, path, by) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    public static Call Patch<T>(string path, Session? by, T body, JsonTypeInfo<T> type) =>
        new(HttpMethod.Patch, path, by) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };
}
