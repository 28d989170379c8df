using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Bids;

public sealed class BidTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task A_bid_is_the_contractors_and_raises_the_version_of_the_job()
    {
        var contractor = await Api.Crowd.ContractorAsync();
        var jobId = await Api.PostJobAsync(await Api.Crowd.HomeownerAsync());

        var bid = (await Api.PostAsync($"/v1/jobs/{jobId}/bids", contractor,
            new { amountCents = 18_500, message = " I can come on Tuesday. ", durationDays = 2, earliestStart = "2027-01-05" })).Is(201);

        Assert.Equal(($"/v1/bids/{bid.Id}", "\"v1\""), (bid.Header("Location"), bid.Header("ETag")));
        Assert.Equal((jobId, contractor.Id, 18_500, "I can come on Tuesday.", 2, "2027-01-05T00:00:00Z", "submitted"), (bid.TextOf("jobId"), bid.TextOf("contractorId"),
            bid["amountCents"].GetInt32(), bid.TextOf("message"), bid["durationDays"].GetInt32(), bid.TextOf("earliestStart"), bid.TextOf("status")));
        Assert.Equal(bid.Text, (await Api.GetAsync($"/v1/bids/{bid.Id}", contractor)).Text);
        var job = await Api.GetAsync($"/v1/jobs/{jobId}");
        Assert.Equal((1, 2, "\"v2\""), (job["bidCount"].GetInt32(), job.Version, job.Header("ETag")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000_001)]
    [InlineData(long.MaxValue)]
    public async Task An_amount_is_one_cent_to_ten_million_dollars(long amountCents)
    {
        var jobId = await Api.PostJobAsync(await Api.Crowd.HomeownerAsync());
        (await Api.PostAsync($"/v1/jobs/{jobId}/bids", await Api.Crowd.ContractorAsync(), Market.Bid(amountCents))).IsProblem(400, "validation-error");
        Assert.Equal(0L, await Rows.ScalarAsync<long>("select count(*) from bids where job_id = $1", Guid.Parse(jobId)));
        await Api.BidAsync(await Api.Crowd.ContractorAsync(), jobId, 1);
        await Api.BidAsync(await Api.Crowd.ContractorAsync(1), jobId, 1_000_000_000);
    }

    [Fact]
    public async Task The_owner_sees_all_bids_and_a_contractor_his_own()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var contractors = await Api.Crowd.ContractorsAsync(4);
        var jobId = await Api.PostJobAsync(owner);
        var bids = new List<string>();
        foreach (var contractor in contractors.Take(3))
        {
            bids.Add(await Api.BidAsync(contractor, jobId));
        }

        var path = $"/v1/jobs/{jobId}/bids";
        Assert.Equal(bids.AsEnumerable().Reverse(), Ids(await Api.GetAsync(path, owner)));
        Assert.Equal([bids[1]], Ids(await Api.GetAsync(path, contractors[1])));
        Assert.Empty(Ids(await Api.GetAsync(path, contractors[3])));
        (await Api.GetAsync(path, await Api.Crowd.HomeownerAsync(1))).IsProblem(404, "not-found");
        (await Api.GetAsync(path)).IsProblem(401, "unauthenticated");
        (await Api.GetAsync($"/v1/bids/{bids[0]}", contractors[1])).IsProblem(404, "not-found");
        (await Api.GetAsync($"/v1/bids/{bids[0]}", owner)).Is(200);
    }

    [Fact]
    public async Task A_withdrawn_or_declined_bid_frees_its_place()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var (first, second) = (await Api.Crowd.ContractorAsync(0), await Api.Crowd.ContractorAsync(1));
        var jobId = await Api.PostJobAsync(owner, maxBids: 1);

        var withdrawn = (await Api.PostAsync($"/v1/bids/{await Api.BidAsync(first, jobId)}/withdraw", first, new { reason = "Too far away." })).Is(200);
        Assert.Equal(("withdrawn", "Too far away.", 2), (withdrawn.TextOf("status"), withdrawn.TextOf("statusReason"), withdrawn.Version));
        var declined = (await Api.PostAsync($"/v1/bids/{await Api.BidAsync(second, jobId)}/decline", owner)).Is(200);
        Assert.Equal(("declined", 2), (declined.TextOf("status"), declined.Version));

        var again = await Api.BidAsync(first, jobId);
        Assert.Equal("submitted", (await Api.GetAsync($"/v1/bids/{again}", first)).TextOf("status"));
        (await Api.PostAsync($"/v1/jobs/{jobId}/bids", second, Market.Bid())).IsProblem(409, "bid-limit-reached");
        var job = await Api.GetAsync($"/v1/jobs/{jobId}");
        Assert.Equal((1, 6), (job["bidCount"].GetInt32(), job.Version));
    }

    [Fact]
    public async Task What_has_ended_stays_ended()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        foreach (var (path, by) in ((string, Person)[])[("withdraw", contractor), ("decline", owner)])
        {
            var jobId = await Api.PostJobAsync(owner);
            var bidId = await Api.BidAsync(contractor, jobId);
            (await Api.PostAsync($"/v1/bids/{bidId}/{path}", by)).Is(200);

            (await Api.PostAsync($"/v1/bids/{bidId}/withdraw", contractor)).IsProblem(409, "invalid-transition");
            (await Api.PostAsync($"/v1/bids/{bidId}/decline", owner)).IsProblem(409, "invalid-transition");
            (await Api.AcceptAsync(owner, bidId)).IsProblem(409, "invalid-transition");
            (await Api.PatchAsync($"/v1/bids/{bidId}", contractor, new { amountCents = 1 })).IsProblem(409, "invalid-transition");
            var job = await Api.GetAsync($"/v1/jobs/{jobId}");
            Assert.Equal((0, 3, "open"), (job["bidCount"].GetInt32(), job.Version, job.TextOf("status")));
        }
    }

    [Fact]
    public async Task A_bid_is_changed_while_the_job_is_open()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var jobId = await Api.PostJobAsync(owner);
        var bidId = await Api.BidAsync(contractor, jobId);

        var changed = (await Api.PatchAsync($"/v1/bids/{bidId}", contractor, new { amountCents = 17_000, durationDays = 3 }, "\"v1\"")).Is(200);
        Assert.Equal((17_000, 3, 2), (changed["amountCents"].GetInt32(), changed["durationDays"].GetInt32(), changed.Version));
        var cleared = (await Api.PatchAsync($"/v1/bids/{bidId}", contractor, """{"durationDays":null}""", "\"v2\"")).Is(200);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, cleared["durationDays"].ValueKind);
        (await Api.PatchAsync($"/v1/bids/{bidId}", contractor, """{"amountCents":null}""")).IsProblem(400, "validation-error");
        (await Api.PatchAsync($"/v1/bids/{bidId}", contractor, """{"status":"accepted"}""")).IsProblem(400, "validation-error");

        await Rows.ExecuteAsync("update jobs set bid_deadline = now() where id = $1", Guid.Parse(jobId));
        var late = await Api.PatchAsync($"/v1/bids/{bidId}", contractor, new { amountCents = 1 });
        Assert.True(late.Slug is "job-not-open" or "invalid-transition", late.ToString());
    }

    private static IEnumerable<string> Ids(Answer page) => page.Is(200).Items.Select(bid => bid.GetProperty("id").GetString()!);
}
