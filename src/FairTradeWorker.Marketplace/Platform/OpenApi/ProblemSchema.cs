using Microsoft.OpenApi;

namespace FairTradeWorker.Marketplace.Platform.OpenApi;

/// <summary>The schema of every error answer.</summary>
internal static class ProblemSchema
{
    public const string Name = "Problem";

    public static OpenApiSchema Create() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457 problem details.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("/problems/<slug>; a GET on it says what it means and what to do."),
            ["title"] = Text("Does not change from occurrence to occurrence."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = Text("What is wrong this time."),
            ["traceId"] = Text("Names this occurrence in logs and traces."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Member path to messages, on validation errors.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text(null) },
            },
            ["allowed"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Text(null),
                Description = "What can be done in the resource's state, on invalid-transition.",
            },
            ["blocking"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Text(null),
                Description = "Addresses of what stands in the way, on open-obligations.",
            },
        },
    };

    private static OpenApiSchema Text(string? description) => new() { Type = JsonSchemaType.String, Description = description };
}
