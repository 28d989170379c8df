using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>One request. Without <see cref="Instance"/> the two API instances take turns.</summary>
public sealed record Call(string Method, string Path)
{
    private const int LargestBody = 256 * 1024;

    public Person? By { get; init; }

    /// <summary>Sent as it is, good or bad; overrides the person's.</summary>
    public string? Token { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>Sent as it is; null sends none.</summary>
    public string? ContentType { get; init; } = "application/json";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public int? Instance { get; init; }

    /// <summary>True when a 5xx would be a right answer.</summary>
    public bool MayFail { get; init; }

    public static Call Get(string path, Person? by = null) => new("GET", path) { By = by };

    public static Call Post(string path, Person? by, object? body = null) => new Call("POST", path) { By = by }.WithJson(body);

    public static Call Put(string path, Person? by, object? body) => new Call("PUT", path) { By = by }.WithJson(body);

    public static Call Patch(string path, Person? by, object? body, string? ifMatch = "*")
    {
        var call = new Call("PATCH", path) { By = by }.WithJson(body);
        return ifMatch is null ? call : call.With("If-Match", ifMatch);
    }

    /// <summary>Text and bytes are sent as they are, everything else as JSON.</summary>
    public Call WithJson(object? body) => this with
    {
        Body = body switch
        {
            null => null,
            byte[] bytes => bytes,
            string text => Encoding.UTF8.GetBytes(text),
            JsonNode node => Encoding.UTF8.GetBytes(node.ToJsonString()),
            _ => JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web),
        },
    };

    public Call With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public Call WithKey(string? key = null) => With("Idempotency-Key", key ?? $"key-{Guid.NewGuid():N}");

    public Call On(int instance) => this with { Instance = instance };

    internal HttpRequestMessage ToMessage(Uri instance)
    {
        // "dangerous" only in that odd paths such as %00 are not tidied up on the way.
        var uri = new Uri(instance.OriginalString + Path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(new HttpMethod(Method), uri);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            if (ContentType is not null)
            {
                message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            }
        }

        if ((Token ?? By?.AccessToken) is { } token)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        // A body that the server will not read to its end: wait for its word before sending, so that a refusal is not
        // lost in a broken pipe, and do not use the connection again.
        var isTooLarge = Body?.Length > LargestBody;
        message.Headers.ExpectContinue = isTooLarge;
        message.Headers.ConnectionClose = isTooLarge;
        return message;
    }

    public override string ToString() => $"{Method} {Path}{(Body is null ? "" : $" {Shorten(Encoding.UTF8.GetString(Body))}")}";

    private static string Shorten(string text) => text.Length <= 300 ? text : $"{text[..300]}…";
}
