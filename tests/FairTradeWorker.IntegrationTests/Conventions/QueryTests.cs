using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Conventions;

public sealed class QueryTests(Platform platform) : ApiTest(platform)
{
    private static readonly string[] Junk =
    [
        "", "%00", "%20", "x", "-1", "1e9", "%F0%9F%94%A7", "%FF", "%", "%zz", "'", "'%20or%201=1%20--", "%27%3Bselect%20pg_sleep(1)--", "..%2F..%2Fetc",
        "null", "true,false", "[]", "{}", "99999999999999999999", "%22", "a%20%26%20%7C%20!", "%25_%5C", "NaN", "New", "0",
    ];

    [Fact]
    public async Task No_query_parameter_of_any_GET_can_be_filled_so_that_it_fails()
    {
        var stage = await Stage.SetAsync(Api);
        var sent = 0;
        foreach (var operation in await Api.Contract.ReadsAsync())
        {
            var (path, by) = (stage.PathOf(operation), stage.Caller(operation));
            foreach (var parameter in operation.Query.Append("unknown"))
            {
                foreach (var junk in Junk.Append(new string('x', 201)).Append(new string('x', 7_000)))
                {
                    sent++;
                    var answer = await Api.GetAsync($"{path}?{parameter}={junk}", by);
                    Assert.True(answer.Status is 200 or 400, answer.ToString());
                }

                var twice = await Api.GetAsync($"{path}?{parameter}=1&{parameter}=2", by);
                Assert.True(twice.Status is 200 or 400, twice.ToString());
            }
        }

        Assert.True(sent > 500, $"only {sent} queries were sent");
    }

    [Theory]
    [InlineData("sort=x", "sort")]
    [InlineData("sort=Deadline", "sort")]
    [InlineData("sort=", "sort")]
    [InlineData("size=huge", "size")]
    [InlineData("size=1", "size")]
    [InlineData("urgent=yes", "urgent")]
    [InlineData("urgent=True", "urgent")]
    [InlineData("minBudgetCents=-1", "minBudgetCents")]
    [InlineData("minBudgetCents=1.5", "minBudgetCents")]
    [InlineData("q=%00", "q")]
    [InlineData("q=", "q")]
    [InlineData("territoryId=00000", "territoryId")]
    [InlineData("territoryId=Travis", "territoryId")]
    [InlineData("trade=juggling", "trade")]
    public async Task A_wrong_filter_of_jobs_is_named(string query, string parameter)
    {
        var refused = (await Api.GetAsync($"/v1/jobs?{query}")).IsProblem(400, "validation-error");
        Assert.True(refused["errors"].TryGetProperty(parameter, out _), refused.ToString());
    }

    [Fact]
    public async Task All_wrong_filters_are_named_at_once()
    {
        var refused = (await Api.GetAsync("/v1/jobs?limit=0&sort=x&size=x&trade=x")).IsProblem(400, "validation-error");
        Assert.Equal(["limit", "size", "sort", "trade"], refused["errors"].EnumerateObject().Select(error => error.Name).Order());
    }

    [Theory]
    [InlineData("/v1/me/jobs?status=nonsense")]
    [InlineData("/v1/me/jobs?status=Open")]
    [InlineData("/v1/territories?state=Texas")]
    [InlineData("/v1/territories?q=%00")]
    public async Task A_wrong_filter_of_other_lists_is_refused(string path) =>
        (await Api.GetAsync(path, await Api.Crowd.HomeownerAsync())).IsProblem(400, "validation-error");
}
