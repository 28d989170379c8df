using System.Globalization;
using System.Text.Json.Nodes;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FairTradeWorker.Marketplace.Platform.OpenApi;

/// <summary>Writes what the conventions promise into every operation: bodies, headers, problems, examples.</summary>
internal static class OperationTransformer
{
    public static async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var description = metadata.OfType<OperationDescription>().LastOrDefault()
            ?? throw new InvalidOperationException($"{context.Description.RelativePath} is not described.");
        operation.Summary = description.Summary;
        operation.Description = description.Description;
        operation.Responses ??= [];
        var body = metadata.OfType<RequestBodyDescription>().LastOrDefault();
        if (body is not null)
        {
            operation.RequestBody = await DescribeBodyAsync(body, context, ct);
        }

        foreach (var (status, response) in operation.Responses)
        {
            if (status.StartsWith('2') && response.Content is { } content && description.Example is not null)
            {
                foreach (var media in content.Values)
                {
                    media.Example = JsonNode.Parse(description.Example);
                }
            }
        }

        var isPublic = metadata.OfType<IAllowAnonymous>().Any();
        var withToken = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDescription.SecurityScheme, context.Document)] = [] };

        // Public operations take a token too, and may show its owner more.
        operation.Security = isPublic ? [new(), withToken] : [withToken];

        var idempotency = metadata.OfType<HonoursIdempotencyKey>().LastOrDefault();
        AddHeaders(operation, context, body, idempotency);
        AddProblems(operation, context, Conventional(metadata, body, idempotency, isPublic).Concat(description.Problems));
        RateLimitDescription.AddTo(operation, context, metadata.OfType<HasHourlyLimit>().LastOrDefault()?.Limit);
    }

    private static async Task<OpenApiRequestBody> DescribeBodyAsync(
        RequestBodyDescription body, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var schema = await context.GetOrCreateSchemaAsync(body.Type, cancellationToken: ct);
        if (body.IsMergePatch)
        {
            schema.Required = null;
        }

        var media = new OpenApiMediaType { Schema = schema, Example = JsonNode.Parse(body.Example) };
        var content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = media };
        if (body.IsMergePatch)
        {
            content["application/merge-patch+json"] = media;
        }

        return new OpenApiRequestBody { Required = body.IsRequired, Content = content };
    }

    private static void AddHeaders(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, RequestBodyDescription? body,
        HonoursIdempotencyKey? idempotency)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (idempotency is not null)
        {
            AddHeader(operation, IdempotencyKey.Header, idempotency.Required,
                "16 to 255 printable ASCII characters. A repetition with the same key and body gets the first answer again.");
        }

        if (body is { IsMergePatch: true })
        {
            AddHeader(operation, "If-Match", required: true, "The ETag that was read, or `*`.");
        }
        else if (metadata.OfType<OptionalIfMatch>().Any())
        {
            AddHeader(operation, "If-Match", required: false, "The ETag that was read, or `*`: without it, whatever is there is replaced.");
        }
        else if (context.Description.HttpMethod == "GET" && !metadata.OfType<Unversioned>().Any() && operation.Parameters?.Any(parameter => parameter.Name == "limit") != true)
        {
            AddHeader(operation, "If-None-Match", required: false, "An ETag; 304 when it is still the current one.");
            operation.Responses?.TryAdd("304", new OpenApiResponse { Description = "The reader has the current version." });
        }
    }

    private static void AddHeader(OpenApiOperation operation, string name, bool required, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static IEnumerable<ProblemType> Conventional(
        IList<object> metadata, RequestBodyDescription? body, HonoursIdempotencyKey? idempotency, bool isPublic)
    {
        if (!isPublic)
        {
            yield return CommonProblems.Unauthenticated;
            if (metadata.OfType<IAuthorizeData>().Any(authorize => authorize.Policy is not null))
            {
                yield return CommonProblems.Forbidden;
            }
        }

        if (body is not null)
        {
            yield return CommonProblems.BodyTooLarge;
            yield return CommonProblems.UnsupportedMediaType;
        }

        if (body is { IsMergePatch: true })
        {
            yield return CommonProblems.PreconditionFailed;
            yield return CommonProblems.PreconditionRequired;
        }

        if (idempotency is not null)
        {
            yield return CommonProblems.IdempotencyKeyInFlight;
            yield return CommonProblems.IdempotencyKeyReused;
        }

        yield return CommonProblems.RateLimited;
        yield return CommonProblems.Unavailable;
    }

    private static void AddProblems(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, IEnumerable<ProblemType> problems)
    {
        foreach (var sameStatus in problems.Distinct().GroupBy(problem => problem.Status).OrderBy(group => group.Key))
        {
            var first = sameStatus.First();
            operation.Responses ??= [];
            operation.Responses[sameStatus.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join("; ", sameStatus.Select(problem => $"`{problem.Uri}`: {problem.Title}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference(ProblemSchema.Name, context.Document),
                        Example = new JsonObject
                        {
                            ["type"] = first.Uri,
                            ["title"] = first.Title,
                            ["status"] = first.Status,
                            ["detail"] = first.Meaning,
                            ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
                        },
                    },
                },
            };
        }
    }
}
