using System.Text;
using System.Text.Json.Nodes;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Tests.Platform.Problems;

public sealed class ProblemTests
{
    [Fact]
    public async Task A_problem_is_an_RFC_9457_document()
    {
        var (context, body) = await AnswerAsync(CommonProblems.Missing());

        Assert.Equal(404, context.Response.StatusCode);
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
        Assert.False(context.Response.Headers.ContainsKey("Retry-After"));
        Assert.Equal(["type", "title", "status", "detail", "traceId"], body.Select(member => member.Key));
        Assert.Equal("/problems/not-found", (string?)body["type"]);
        Assert.Equal(404, (int?)body["status"]);
        Assert.Equal("trace of the test", (string?)body["traceId"]);
    }

    [Fact]
    public async Task A_validation_problem_names_the_members()
    {
        var (context, body) = await AnswerAsync(CommonProblems.Invalid(
            new Dictionary<string, string[]> { ["title"] = ["Is required."], ["address.zip"] = ["One.", "Two \"quoted\"."] }));

        Assert.Equal(400, context.Response.StatusCode);
        Assert.Equal("Not valid: address.zip, title.", (string?)body["detail"]);
        Assert.Equal("""{"title":["Is required."],"address.zip":["One.","Two \u0022quoted\u0022."]}""", body["errors"]?.ToJsonString());
    }

    [Fact]
    public async Task A_refused_transition_names_what_is_allowed()
    {
        var (_, body) = await AnswerAsync(JobProblems.NotPossible(JobStatus.Completed));

        Assert.Equal("[]", body["allowed"]?.ToJsonString());
    }

    [Fact]
    public async Task What_may_succeed_later_says_when()
    {
        var (context, _) = await AnswerAsync(new(CommonProblems.Unavailable, "Later.") { RetryAfterSeconds = 2 });

        Assert.Equal("2", context.Response.Headers.RetryAfter);
    }

    private static async Task<(HttpContext Context, JsonObject Body)> AnswerAsync(Problem problem)
    {
        using var stream = new MemoryStream();
        var context = new DefaultHttpContext { TraceIdentifier = "trace of the test", Response = { Body = stream } };
        await problem.ExecuteAsync(context);
        await context.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);
        return (context, JsonNode.Parse(Encoding.UTF8.GetString(stream.ToArray()))!.AsObject());
    }
}
