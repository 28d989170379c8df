using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Jobs;

public sealed class LifecycleTests(Platform platform) : ApiTest(platform)
{
    private static readonly string[] Commands = ["publish", "edit", "cancel", "award", "start", "submit_work", "approve", "request_changes"];

    // What the product says; written down a second time on purpose.
    private static readonly Dictionary<string, Dictionary<string, string>> Moves = new()
    {
        ["draft"] = new() { ["publish"] = "open", ["edit"] = "draft", ["cancel"] = "cancelled" },
        ["open"] = new() { ["edit"] = "open", ["cancel"] = "cancelled", ["award"] = "awarded" },
        ["awarded"] = new() { ["cancel"] = "cancelled", ["start"] = "in_progress" },
        ["in_progress"] = new() { ["submit_work"] = "work_submitted" },
        ["work_submitted"] = new() { ["approve"] = "completed", ["request_changes"] = "in_progress" },
        ["completed"] = [],
        ["cancelled"] = [],
        ["cancelled after the award"] = [],
        ["expired"] = [],
    };

    [Theory]
    [InlineData("draft")]
    [InlineData("open")]
    [InlineData("awarded")]
    [InlineData("in_progress")]
    [InlineData("work_submitted")]
    [InlineData("completed")]
    [InlineData("cancelled")]
    [InlineData("cancelled after the award")]
    [InlineData("expired")]
    public async Task In_every_state_exactly_the_commands_of_the_lifecycle_are_possible(string state)
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var isAwarded = state is not ("draft" or "open" or "cancelled" or "expired");
        var (jobId, bidId) = await BringToAsync(state, owner, contractor);
        var before = await Api.GetAsync($"/v1/jobs/{jobId}", owner);
        foreach (var command in Commands.Where(command => !Moves[state].ContainsKey(command)))
        {
            if (command == "award" && bidId is null)
            {
                continue;
            }

            var refused = await GiveAsync(command, jobId, bidId, owner, contractor);
            if (command == "award" && isAwarded)
            {
                refused.IsProblem(409, "job-already-awarded");
            }
            else if (command is "start" or "submit_work" && !isAwarded)
            {
                // Who was not awarded the job has nothing to do with its work.
                refused.IsProblem(404, "not-found");
            }
            else
            {
                refused.IsProblem(409, "invalid-transition");
                var allowed = refused["allowed"].EnumerateArray().Select(name => name.GetString()!).Where(name => name != "expire");
                Assert.Equal(Moves[state].Keys.Order(), allowed.Order());
            }
        }

        Assert.Equal(before.Text, (await Api.GetAsync($"/v1/jobs/{jobId}", owner)).Text);
        foreach (var (command, next) in Moves[state])
        {
            var (fresh, freshBid) = await BringToAsync(state, owner, contractor);
            var version = (await Api.GetAsync($"/v1/jobs/{fresh}", owner)).Version;
            var done = await GiveAsync(command, fresh, freshBid, owner, contractor);
            Assert.True(done.Status is 200 or 201, done.ToString());
            var after = await Api.GetAsync($"/v1/jobs/{fresh}", owner);
            Assert.Equal((next, version + 1), (after.TextOf("status"), after.Version));
        }
    }

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

    private async Task<(string JobId, string? BidId)> BringToAsync(string state, Person owner, Person contractor)
    {
        var job = Market.Job();
        if (state == "draft")
        {
            job["draft"] = true;
            return (await Api.PostJobAsync(owner, job), null);
        }

        var jobId = await Api.PostJobAsync(owner, job);
        var bidId = await Api.BidAsync(contractor, jobId);
        foreach (var command in state switch
        {
            "open" or "expired" => (string[])[],
            "cancelled" => ["cancel"],
            "awarded" => ["award"],
            "cancelled after the award" => ["award", "cancel"],
            "in_progress" => ["award", "start"],
            "work_submitted" => ["award", "start", "submit_work"],
            _ => ["award", "start", "submit_work", "approve"],
        })
        {
            var done = await GiveAsync(command, jobId, bidId, owner, contractor);
            Assert.True(done.Status is 200 or 201, done.ToString());
        }

        if (state == "expired")
        {
            await PassDeadlineAsync(jobId);
            await UntilAsync(async () => await Api.StatusOfAsync(jobId, owner) == "expired", "the job expires");
        }

        return (jobId, bidId);
    }

    private Task<Answer> GiveAsync(string command, string jobId, string? bidId, Person owner, Person contractor) => command switch
    {
        "award" => Api.AcceptAsync(owner, bidId!),
        "edit" => Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { title = $"Replace the faucet of {Guid.NewGuid()}" }),
        "start" => Api.PostAsync($"/v1/jobs/{jobId}/start", contractor),
        "submit_work" => Api.PostAsync($"/v1/jobs/{jobId}/submit-work", contractor),
        "request_changes" => Api.PostAsync($"/v1/jobs/{jobId}/request-changes", owner),
        _ => Api.PostAsync($"/v1/jobs/{jobId}/{command}", owner),
    };

    private async Task PassDeadlineAsync(string jobId) => Assert.Equal(1, await Rows.ExecuteAsync(
        "update jobs set bid_deadline = now() - interval '1 minute' where id = $1", Guid.Parse(jobId)));
}
