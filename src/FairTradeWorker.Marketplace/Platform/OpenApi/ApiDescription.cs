using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace FairTradeWorker.Marketplace.Platform.OpenApi;

/// <summary>OpenAPI 3.1 at <c>/openapi/v1.json</c> and a browsable reference at <c>/docs</c>.</summary>
internal static class ApiDescription
{
    public const string SecurityScheme = "accessToken";

    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = type =>
            WireTypes.IsParameter(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer(DescribeDocument);
        options.AddSchemaTransformer(DescribeWireTypes);
        options.AddOperationTransformer(OperationTransformer.TransformAsync);
    });

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().AllowAnonymous();
        routes.MapScalarApiReference("/docs", options => options.WithTitle("FairTradeWorker API")).AllowAnonymous();
    }

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "FairTradeWorker API",
            Version = "v1",
            Description = "A home-services marketplace: homeowners post jobs, contractors bid for free, the two talk and agree.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SecurityScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The accessToken of POST /v1/auth/login.",
        };
        RateLimitDescription.AddTo(document.Components);
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema.Name] = ProblemSchema.Create();
        return Task.CompletedTask;
    }

    // Types that travel as something plainer than their C# shape.
    private static Task DescribeWireTypes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        WireTypes.Describe(schema, context.JsonTypeInfo.Type);
        if (context.JsonTypeInfo.Type == typeof(string) && context.JsonPropertyInfo is { IsGetNullable: true })
        {
            schema.Type |= JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }
}
