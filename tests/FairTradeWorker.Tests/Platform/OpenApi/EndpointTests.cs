using System.Reflection;
using System.Text;
using System.Text.Json;
using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Bids;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using FairTradeWorker.Tests.Architecture;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FairTradeWorker.Tests.Platform.OpenApi;

/// <summary>What holds for every endpoint of the API.</summary>
public sealed class EndpointTests
{
    // What the examples of merge patches are applied to.
    private static readonly Dictionary<Type, string> Patched = new()
    {
        [typeof(AccountContent)] = """{ "displayName": "Ada" }""",
        [typeof(JobContent)] = JobExamples.PostJob,
        [typeof(BidContent)] = BidExamples.PlaceBid,
    };

    public static TheoryData<string> All() => [.. MarketplaceApp.Endpoints.Select(NameOf)];

    public static TheoryData<string> WithBody() =>
        [.. MarketplaceApp.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<RequestBodyDescription>() is not null).Select(NameOf)];

    public static TheoryData<string> WithAnswer() =>
        [.. MarketplaceApp.Endpoints.Where(endpoint => HandlerTypes.AnswersOf(MarketplaceApp.HandlerOf(endpoint)).Any()).Select(NameOf)];

    public static TheoryData<string> Writing() =>
    [
        .. MarketplaceApp.Endpoints.Where(endpoint => MethodOf(endpoint) != "GET" && !IsAuth(endpoint)).Select(NameOf),
    ];

    [Fact]
    public void Every_operation_has_a_name_of_its_own()
    {
        var names = MarketplaceApp.Endpoints.Select(NameOf).ToList();

        Assert.True(names.Count >= 30);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z][a-zA-Z]+$", name));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_endpoint_says_who_may_call_it(string name)
    {
        var metadata = Find(name).Metadata;

        Assert.True(metadata.GetMetadata<IAuthorizeData>() is null ^ metadata.GetMetadata<IAllowAnonymous>() is null);
    }

    [Fact]
    public void An_endpoint_that_does_not_say_who_may_call_it_stops_the_start()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/silent", () => TypedResults.NoContent());

        var exception = Assert.Throws<InvalidOperationException>(() => Policies.RequireOnEveryEndpoint(app));

        Assert.Contains("/silent", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_endpoint_is_described(string name)
    {
        var metadata = Find(name).Metadata;
        var description = metadata.GetMetadata<OperationDescription>();

        Assert.NotNull(description);
        Assert.NotEmpty(description.Summary);
        Assert.Equal(description.Problems.Count, description.Problems.Distinct().Count());
        Assert.Single(metadata.OfType<Microsoft.AspNetCore.Http.Metadata.ITagsMetadata>().SelectMany(tags => tags.Tags).Distinct());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_handler_reads_the_body_that_is_described(string name)
    {
        var endpoint = Find(name);
        var read = HandlerTypes.RequestsOf(MarketplaceApp.HandlerOf(endpoint)).SingleOrDefault();
        var body = endpoint.Metadata.GetMetadata<RequestBodyDescription>();

        Assert.Equal(read, body?.Type);
        Assert.Equal(MethodOf(endpoint) == "PATCH", body?.IsMergePatch ?? false);
    }

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task The_example_of_a_request_is_a_good_request(string name)
    {
        var body = Find(name).Metadata.GetMetadata<RequestBodyDescription>()!;
        var problem = await InvokeAsync(body.IsMergePatch ? nameof(PatchAsync) : nameof(SendAsync), body);

        Assert.True(problem is null, problem?.Errors is { } errors ? string.Join("; ", errors.Keys) : problem?.Detail);
    }

    [Theory]
    [MemberData(nameof(WithAnswer))]
    public void The_example_of_an_answer_has_the_members_of_the_answer(string name)
    {
        var endpoint = Find(name);
        var answer = Assert.Single(HandlerTypes.AnswersOf(MarketplaceApp.HandlerOf(endpoint)));
        var example = endpoint.Metadata.GetMetadata<OperationDescription>()?.Example;

        Assert.NotNull(example);
        Assert.NotNull(JsonSerializer.Deserialize(example, MarketplaceApp.Json.GetTypeInfo(answer)));
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public void Everything_that_writes_does_so_in_a_transaction(string name) =>
        Assert.NotNull(Find(name).Metadata.GetMetadata<RunsInTransaction>());

    [Theory]
    [MemberData(nameof(Writing))]
    public void Every_post_honours_an_idempotency_key(string name)
    {
        var endpoint = Find(name);

        Assert.Equal(MethodOf(endpoint) == "POST", endpoint.Metadata.GetMetadata<HonoursIdempotencyKey>() is not null);
    }

    [Fact]
    public void Accepting_a_bid_demands_a_key_and_signing_in_takes_none()
    {
        Assert.True(Find("acceptBid").Metadata.GetMetadata<HonoursIdempotencyKey>()?.Required);
        Assert.False(Find("postJob").Metadata.GetMetadata<HonoursIdempotencyKey>()?.Required);
        Assert.All(MarketplaceApp.Endpoints.Where(IsAuth),
            endpoint => Assert.Null(endpoint.Metadata.GetMetadata<HonoursIdempotencyKey>()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_documented_problem_has_a_page(string name)
    {
        var catalog = MarketplaceApp.Services.GetRequiredService<ProblemCatalog>();

        Assert.All(Find(name).Metadata.GetMetadata<OperationDescription>()!.Problems,
            type => Assert.True(catalog.TryFind(type.Slug, out _), type.Slug));
    }

    private static string NameOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.DisplayName ?? string.Empty;

    private static string MethodOf(RouteEndpoint endpoint) =>
        Assert.Single(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []);

    private static bool IsAuth(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.StartsWith("/v1/auth/", StringComparison.Ordinal) == true;

    private static RouteEndpoint Find(string name) => MarketplaceApp.Endpoints.Single(endpoint => NameOf(endpoint) == name);

    private static Task<Problem?> InvokeAsync(string method, RequestBodyDescription body) => (Task<Problem?>)typeof(EndpointTests)
        .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(body.Type)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [body.Example], null)!;

    private static Task<Problem?> SendAsync<T>(string example) where T : class =>
        MarketplaceApp.JudgeAsync<T>(Encoding.UTF8.GetBytes(example));

    private static async Task<Problem?> PatchAsync<T>(string example) where T : class
    {
        var current = (T?)JsonSerializer.Deserialize(Patched[typeof(T)], MarketplaceApp.Json.GetTypeInfo(typeof(T)));
        var context = new DefaultHttpContext { RequestServices = MarketplaceApp.Services };
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(example));
        context.Request.ContentType = "application/merge-patch+json";
        var patch = await PatchBody<T>.BindAsync(context, null!);
        return (await patch!.ApplyAsync(current!, TestContext.Current.CancellationToken)).Problem;
    }
}
