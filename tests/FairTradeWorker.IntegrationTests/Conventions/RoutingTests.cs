using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Conventions;

public sealed class RoutingTests(Platform platform) : ApiTest(platform)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/nothing")]
    [InlineData("/v2/jobs")]
    [InlineData("/admin")]
    [InlineData("/.env")]
    [InlineData("/v1/jobs/1/2/3/4")]
    [InlineData("/v1/%2e%2e/health")]
    public async Task An_unknown_address_is_404(string path) => (await Api.GetAsync(path)).IsProblem(404, "not-found");

    [Fact]
    public async Task A_method_that_an_address_does_not_have_is_405_and_names_the_others()
    {
        var stage = await Stage.SetAsync(Api);
        foreach (var path in (await Api.Contract.OperationsAsync()).GroupBy(operation => operation.Path))
        {
            var known = path.Select(operation => operation.Method).ToList();
            foreach (var method in ((string[])["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE"]).Except(known))
            {
                foreach (var by in (Person?[])[stage.Owner, null])
                {
                    var answer = await Api.SendAsync(new Call(method, stage.PathOf(path.First())) { By = by });
                    answer.IsProblem(405, "method-not-allowed");
                    Assert.Equal(known.Order(), answer.Header("Allow")!.Split(", ").Order());
                }
            }
        }
    }

    [Fact]
    public async Task Health_is_told_to_everybody_and_tells_nothing_else()
    {
        foreach (var path in (string[])["/health/live", "/health/ready", "/health/startup"])
        {
            Assert.Equal("Healthy", (await Api.GetAsync(path)).Is(200).Text);
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost")]
    public async Task No_origin_that_is_not_configured_may_call_from_a_page(string origin)
    {
        foreach (var call in (Call[])[Call.Get("/v1/jobs"), new Call("OPTIONS", "/v1/jobs").With("Access-Control-Request-Method", "POST")])
        {
            var answer = await Api.SendAsync(call.With("Origin", origin));
            Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        }
    }
}
