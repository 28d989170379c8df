using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Jobs;

public sealed class LifecycleTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task Cancelling_frees_the_bids_and_says_why()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var jobId = await Api.PostJobAsync(owner);
        var contractors = await Api.Crowd.ContractorsAsync(3);
        var bids = await Task.WhenAll(contractors.Select(contractor => Api.BidAsync(contractor, jobId)));
        (await Api.PostAsync($"/v1/bids/{bids[0]}/withdraw", contractors[0])).Is(200);

        var cancelled = (await Api.PostAsync($"/v1/jobs/{jobId}/cancel", owner, new { reason = "We sold the house." })).Is(200);

        Assert.Equal(("cancelled", "We sold the house."), (cancelled.TextOf("status"), cancelled.TextOf("statusReason")));
        Assert.Equal(["not_selected", "not_selected", "withdrawn"], await Rows.ColumnAsync<string>("select status from bids where job_id = $1 order by status", Guid.Parse(jobId)));
        Assert.Equal("not_selected", (await Api.GetAsync($"/v1/bids/{bids[1]}", contractors[1])).TextOf("status"));
        (await Api.PostAsync($"/v1/jobs/{jobId}/bids", contractors[0], Market.Bid())).IsProblem(409, "job-not-open");
        Assert.DoesNotContain(jobId, (await Api.GetAsync("/v1/jobs?limit=100")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_ends_a_job_at_its_deadline_and_its_bids_with_it()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var jobId = await Api.PostJobAsync(owner);
        var bidId = await Api.BidAsync(contractor, jobId);

        await PassDeadlineAsync(jobId);

        // Already before the Worker comes along nobody can bid on it or find it.
        (await Api.PostAsync($"/v1/jobs/{jobId}/bids", await Api.Crowd.ContractorAsync(1), Market.Bid())).IsProblem(409, "job-not-open");
        await UntilAsync(async () => await Api.StatusOfAsync(jobId, owner) == "expired", "the job expires");
        var bid = await Api.GetAsync($"/v1/bids/{bidId}", contractor);
        Assert.Equal(("expired", 2), (bid.TextOf("status"), bid.Version));
        Assert.Equal(3, (await Api.GetAsync($"/v1/jobs/{jobId}", owner)).Version);
    }

    [Fact]
    public async Task A_draft_that_lay_too_long_gets_a_new_deadline_when_it_is_published()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var draft = Market.Job();
        draft["draft"] = true;
        var jobId = await Api.PostJobAsync(owner, draft);
        await PassDeadlineAsync(jobId);

        var published = (await Api.PostAsync($"/v1/jobs/{jobId}/publish", owner)).Is(200);

        Assert.InRange(published["bidDeadline"].GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromDays(13.9), TimeSpan.FromDays(14.1));
        Assert.Equal("open", published.TextOf("status"));
    }

    [Fact]
    public async Task A_draft_is_there_for_its_owner_only()
    {
        var owner = await Api.RegisterAsync("homeowner");
        var draft = Market.Job();
        draft["draft"] = true;
        var posted = (await Api.PostAsync("/v1/jobs", owner, draft)).Is(201);
        Assert.Equal(("draft", System.Text.Json.JsonValueKind.Null), (posted.TextOf("status"), posted["publishedAt"].ValueKind));
        var path = $"/v1/jobs/{posted.Id}";

        (await Api.GetAsync(path, owner)).Is(200);
        foreach (var stranger in (Person?[])[null, await Api.Crowd.HomeownerAsync(1), await Api.Crowd.ContractorAsync(1)])
        {
            (await Api.GetAsync(path, stranger)).IsProblem(404, "not-found");
        }

        (await Api.PostAsync($"{path}/bids", await Api.Crowd.ContractorAsync(), Market.Bid())).IsProblem(404, "not-found");
        (await Api.GetAsync($"{path}/bids", await Api.Crowd.ContractorAsync())).IsProblem(404, "not-found");
        Assert.Equal([posted.Id], (await Api.CrawlAsync("/v1/me/jobs?status=draft", owner)).Select(job => job.GetProperty("id").GetString()!));
        (await Api.PostAsync($"{path}/cancel", owner)).Is(200);
        (await Api.GetAsync(path)).IsProblem(404, "not-found");
    }

    private async Task PassDeadlineAsync(string jobId) => Assert.Equal(1, await Rows.ExecuteAsync(
        "update jobs set bid_deadline = now() - interval '1 minute' where id = $1", Guid.Parse(jobId)));
}
