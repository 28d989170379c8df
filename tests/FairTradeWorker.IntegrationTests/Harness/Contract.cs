using System.Text.Json.Nodes;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>One operation of the API description.</summary>
public sealed record Operation(string Method, string Path, JsonObject Node, JsonObject Document)
{
    public string Id => Node["operationId"]!.GetValue<string>();

    /// <summary>Nobody needs to be signed in: the description has no security, or an empty requirement among the choices.</summary>
    public bool IsPublic => Node["security"] is not JsonArray choices || choices.Any(choice => choice is JsonObject { Count: 0 });

    /// <summary>Answers with events for as long as one listens, instead of JSON.</summary>
    public bool IsStream => Node["responses"]?["200"]?["content"]?["text/event-stream"] is not null;

    /// <summary>The example of the body; null when the operation takes none.</summary>
    public JsonObject? BodyExample => Body?["example"]?.DeepClone() as JsonObject ??
        (BodySchema is { } schema && schema["properties"] is null ? [] : null);

    public bool IsBodyRequired => Node["requestBody"]?["required"]?.GetValue<bool>() ?? false;

    public bool IsMergePatch => Node["requestBody"]?["content"]?["application/merge-patch+json"] is not null;

    public JsonObject? BodySchema => Resolve(Body?["schema"]);

    /// <summary>The names of its query parameters.</summary>
    public IReadOnlyList<string> Query => [.. Parameters("query")];

    private JsonNode? Body => Node["requestBody"]?["content"]?["application/json"];

    public IEnumerable<string> Parameters(string location) => (Node["parameters"] as JsonArray ?? [])
        .Where(parameter => parameter!["in"]!.GetValue<string>() == location)
        .Select(parameter => parameter!["name"]!.GetValue<string>());

    /// <summary>The path with these ids in the place of its parameters.</summary>
    public string At(string id) => System.Text.RegularExpressions.Regex.Replace(Path, @"\{[^}]+\}", id);

    /// <summary>The schema that a reference leads to; allOf, oneOf and anyOf with one real member are looked through.</summary>
    public JsonObject? Resolve(JsonNode? schema)
    {
        while (schema?["$ref"]?.GetValue<string>() is { } reference)
        {
            schema = Document["components"]!["schemas"]![reference.Split('/')[^1]];
        }

        return schema?["oneOf"] is JsonArray choices
            ? Resolve(choices.FirstOrDefault(choice => choice?["type"]?.ToString() != "null"))
            : schema as JsonObject;
    }

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>What the API says of itself at /openapi/v1.json.</summary>
public sealed class Contract(Api api)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];
    private readonly Lazy<Task<JsonObject>> document = new(async () =>
        JsonNode.Parse((await api.GetAsync("/openapi/v1.json")).Is(200).Text)!.AsObject());

    public Task<JsonObject> DocumentAsync() => document.Value;

    /// <summary>The operations that read and answer with JSON.</summary>
    public async Task<IReadOnlyList<Operation>> ReadsAsync() =>
        [.. (await OperationsAsync()).Where(operation => operation.Method == "GET" && !operation.IsStream)];

    public async Task<IReadOnlyList<Operation>> OperationsAsync()
    {
        var root = await DocumentAsync();
        return
        [
            .. from path in root["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where Methods.Contains(operation.Key)
               select new Operation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject(), root),
        ];
    }
}
