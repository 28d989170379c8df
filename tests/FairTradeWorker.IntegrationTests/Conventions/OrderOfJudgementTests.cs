using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Conventions;

/// <summary>401 before 403 before 404 before 400 before 409, whatever is wrong besides.</summary>
public sealed class OrderOfJudgementTests(Platform platform) : ApiTest(platform)
{
    private static readonly string[] NoIds =
        ["nonsense", "0199a3c2-5a1e-7c44-9d3b-0d5a5f1c2b11", "1", "0199A3C25A1E7C449D3B0D5A5F1C2B11", "{0199a3c2-5a1e-7c44-9d3b-0d5a5f1c2b11}", "00000000-0000-0000-0000-000000000000", "%20", "'%20or%201=1"];

    [Fact]
    public async Task Without_a_token_everything_that_needs_one_is_401_whatever_else_is_wrong()
    {
        foreach (var operation in (await Api.Contract.OperationsAsync()).Where(operation => !operation.IsPublic))
        {
            foreach (var id in NoIds)
            {
                var call = new Call(operation.Method, operation.At(id));
                (await Api.SendAsync(call)).IsProblem(401, "unauthenticated");
                if (operation.Method != "GET")
                {
                    (await Api.SendAsync(call.WithJson("nonsense").With("Idempotency-Key", "x") with { ContentType = "text/plain" })).IsProblem(401, "unauthenticated");
                }

                if (!operation.Path.Contains('{', StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
    }

    [Fact]
    public async Task The_wrong_role_is_403_whatever_else_is_wrong()
    {
        var stage = await Stage.SetAsync(Api);
        var checkedOperations = 0;
        foreach (var operation in (await Api.Contract.OperationsAsync()).Where(operation => operation.Node["responses"]!["403"] is not null))
        {
            var wrong = stage.Caller(operation) == stage.Owner ? stage.Contractor : stage.Owner;
            if (operation.Id is "listMyJobs" or "listJobBids" or "getBid" or "getAgreement" or "startConversation" or "listConversations" or "getConversation" or "listMessages" or "sendMessage" or "markRead")
            {
                // Both roles that can be registered may.
                continue;
            }

            checkedOperations++;
            foreach (var id in (string[])["nonsense", "0199a3c2-5a1e-7c44-9d3b-0d5a5f1c2b11"])
            {
                var call = new Call(operation.Method, operation.At(id)) { By = wrong };
                (await Api.SendAsync(call)).IsProblem(403, "forbidden");
                (await Api.SendAsync(call.WithJson("nonsense").With("Idempotency-Key", "x") with { ContentType = "text/plain" })).IsProblem(403, "forbidden");
            }
        }

        Assert.InRange(checkedOperations, 12, 100);
    }

    [Fact]
    public async Task What_is_not_there_is_404_whatever_the_body_is()
    {
        var stage = await Stage.SetAsync(Api);
        foreach (var operation in (await Api.Contract.OperationsAsync()).Where(operation => operation.Path.Contains('{', StringComparison.Ordinal)))
        {
            foreach (var id in NoIds)
            {
                var call = new Call(operation.Method, operation.At(id)) { By = stage.Caller(operation) };
                (await Api.SendAsync(call)).IsProblem(404, "not-found");
                if (operation.Node["requestBody"] is not null)
                {
                    foreach (var (body, type) in ((string, string)[])[("nonsense", "application/json"), ("{}", "text/plain"), (new string(' ', 300_000), "application/json")])
                    {
                        (await Api.SendAsync(call.WithJson(body).With("Idempotency-Key", "x") with { ContentType = type })).IsProblem(404, "not-found");
                    }
                }
                else
                {
                    (await Api.SendAsync(call with { Path = $"{call.Path}?limit=0&cursor=x&after=x" })).IsProblem(404, "not-found");
                }
            }
        }
    }

    [Fact]
    public async Task What_is_somebody_elses_is_404_whatever_the_body_is()
    {
        var stage = await Stage.SetAsync(Api);
        var (otherOwner, otherContractor) = (await Api.Crowd.HomeownerAsync(3), await Api.Crowd.ContractorAsync(3));
        foreach (var operation in (await Api.Contract.OperationsAsync()).Where(operation => operation.Path.Contains('{', StringComparison.Ordinal) && !operation.IsPublic && operation.Id is not "placeBid" && !Stage.IsForOperators(operation)))
        {
            var stranger = stage.Caller(operation) == stage.Owner ? otherOwner : otherContractor;
            var call = stage.CallOf(operation) with { By = stranger };
            (await Api.SendAsync(call)).IsProblem(404, "not-found");
            if (operation.Node["requestBody"] is not null)
            {
                (await Api.SendAsync(call.WithJson(operation.BodyExample))).IsProblem(404, "not-found");
                (await Api.SendAsync(call.WithJson("{\"unknown\":1}"))).IsProblem(404, "not-found");
                (await Api.SendAsync(call with { Headers = [] })).IsProblem(404, "not-found");
            }
        }
    }

    [Fact]
    public async Task A_bad_body_is_400_also_where_the_state_forbids_the_command()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var (jobId, bidId, _) = await Api.AwardAsync(owner, contractor);
        (await Api.PostAsync($"/v1/jobs/{jobId}/cancel", owner)).Is(200);

        foreach (var move in (string[])["publish", "cancel", "approve", "request-changes", "start", "submit-work"])
        {
            var by = move is "start" or "submit-work" ? contractor : owner;
            (await Api.PostAsync($"/v1/jobs/{jobId}/{move}", by, "{\"unknown\":1}")).IsProblem(400, "validation-error");
            (await Api.PostAsync($"/v1/jobs/{jobId}/{move}", by)).IsProblem(409, "invalid-transition");
        }

        (await Api.PostAsync($"/v1/jobs/{jobId}/bids", contractor, Market.Bid(0))).IsProblem(400, "validation-error");
        (await Api.PostAsync($"/v1/bids/{bidId}/withdraw", contractor, "[]")).IsProblem(400, "validation-error");
        (await Api.PostAsync($"/v1/bids/{bidId}/withdraw", contractor)).IsProblem(409, "invalid-transition");
        (await Api.PostAsync($"/v1/bids/{bidId}/decline", owner, "[]")).IsProblem(400, "validation-error");
        (await Api.PostAsync($"/v1/bids/{bidId}/decline", owner)).IsProblem(409, "invalid-transition");
        (await Api.AcceptAsync(owner, bidId, "[]")).IsProblem(400, "validation-error");
        (await Api.AcceptAsync(owner, bidId)).IsProblem(409, "job-already-awarded");
        (await Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { title = "short" })).IsProblem(400, "validation-error");
        (await Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { title = "short" }, ifMatch: null)).IsProblem(400, "validation-error");
        (await Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { }, ifMatch: null)).IsProblem(428, "precondition-required");
        (await Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { }, "\"v1\"")).IsProblem(412, "precondition-failed");
        (await Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { })).IsProblem(409, "invalid-transition");
        (await Api.PatchAsync($"/v1/bids/{bidId}", contractor, new { amountCents = 0 })).IsProblem(400, "validation-error");
        (await Api.PatchAsync($"/v1/bids/{bidId}", contractor, new { amountCents = 1 })).IsProblem(409, "invalid-transition");
    }
}
