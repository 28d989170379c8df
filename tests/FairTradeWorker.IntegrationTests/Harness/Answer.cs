using System.Text;
using System.Text.Json;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>What came back for a call.</summary>
public sealed class Answer(Call call, int status, ILookup<string, string> headers, byte[] body)
{
    private JsonElement? json;

    public Call Call => call;

    public int Status => status;

    public byte[] Body => body;

    public string Text => Encoding.UTF8.GetString(body);

    public JsonElement Json => json ??= JsonSerializer.Deserialize<JsonElement>(body);

    public JsonElement this[string member] => Json.GetProperty(member);

    public string Id => this["id"].GetString()!;

    public int Version => this["version"].GetInt32();

    public IReadOnlyList<JsonElement> Items => [.. this["items"].EnumerateArray()];

    public string? NextCursor => this["nextCursor"].GetString();

    /// <summary>The last part of the problem's type; null when this is no problem.</summary>
    public string? Slug => Header("Content-Type") == "application/problem+json" ? this["type"].GetString()!["/problems/".Length..] : null;

    public string? Header(string name) => headers[name].FirstOrDefault();

    public bool Has(string member) => Json.TryGetProperty(member, out _);

    public string? TextOf(string member) => this[member].GetString();

    public Answer Is(int expected)
    {
        Assert.True(status == expected, $"{this}\nwas expected to be {expected}");
        return this;
    }

    /// <summary>A problem of this status and kind.</summary>
    public Answer IsProblem(int expected, string slug)
    {
        Assert.True(status == expected && Slug == slug, $"{this}\nwas expected to be {expected} {slug}");
        return this;
    }

    public override string ToString() => $"{call}\n→ {status} {(Text.Length <= 1000 ? Text : Text[..1000])}";
}
