using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Conventions;

public sealed class ConditionalRequestTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task Every_single_resource_has_a_strong_ETag_and_answers_304_to_who_has_it()
    {
        var stage = await Stage.SetAsync(Api);
        var resources = 0;
        foreach (var operation in (await Api.Contract.ReadsAsync()).Where(operation =>
            operation.Parameters("header").Contains("If-None-Match")))
        {
            resources++;
            var call = stage.CallOf(operation);
            var read = (await Api.SendAsync(call)).Is(200);
            var tag = read.Header("ETag");
            Assert.True(tag is not null, read.ToString());
            Assert.StartsWith("\"v", tag, StringComparison.Ordinal);
            foreach (var match in (string[])[tag, $"W/{tag}", $"\"v0\", {tag}", "*"])
            {
                var unchanged = (await Api.SendAsync(call.With("If-None-Match", match))).Is(304);
                Assert.Empty(unchanged.Body);
                Assert.Equal(tag, unchanged.Header("ETag"));
                Assert.Contains("Authorization", unchanged.Header("Vary"), StringComparison.Ordinal);
            }

            foreach (var other in (string[])["\"v0\"", "\"nonsense\"", "nonsense", "\"v1", ""])
            {
                Assert.Equal(read.Text, (await Api.SendAsync(call.With("If-None-Match", other))).Is(200).Text);
            }

            if (read.Has("version"))
            {
                Assert.Equal($"\"v{read.Version}\"", tag);
            }
        }

        Assert.InRange(resources, 6, 50);
    }

    [Fact]
    public async Task Every_PATCH_needs_If_Match_and_an_empty_one_changes_nothing()
    {
        var stage = await Stage.SetAsync(Api);
        var patches = (await Api.Contract.OperationsAsync()).Where(operation => operation.IsMergePatch).ToList();
        Assert.InRange(patches.Count, 3, 50);
        foreach (var operation in patches)
        {
            var (path, by) = (stage.PathOf(operation), stage.Caller(operation));
            var before = (await Api.GetAsync(path, by)).Is(200);
            var tag = before.Header("ETag")!;

            (await Api.PatchAsync(path, by, new { }, ifMatch: null)).IsProblem(428, "precondition-required");
            foreach (var stale in (string[])["\"v0\"", $"W/{tag}", "nonsense", "", "\"v999999\""])
            {
                (await Api.PatchAsync(path, by, new { }, stale)).IsProblem(412, "precondition-failed");
            }

            foreach (var fitting in (string[])[tag, "*", $"\"v0\", {tag}"])
            {
                var same = (await Api.PatchAsync(path, by, new { }, fitting)).Is(200);
                Assert.Equal((before.Text, tag), (same.Text, same.Header("ETag")));
            }

            Assert.Equal(before.Text, (await Api.GetAsync(path, by)).Text);
        }
    }

    [Fact]
    public async Task Null_in_a_PATCH_is_refused_where_a_value_is_required_and_clears_it_where_it_is_not()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var job = Market.Job();
        job["budgetMinCents"] = 10_000;
        job["budgetMaxCents"] = 20_000;
        job["maxBids"] = 9;
        job["urgency"] = "emergency";
        job["preferredStart"] = "2027-01-01";
        job["address"] = Market.Address();
        var path = $"/v1/jobs/{await Api.PostJobAsync(owner, job)}";
        foreach (var required in (string[])["title", "description", "territoryId", "trades"])
        {
            (await Api.PatchAsync(path, owner, $"{{\"{required}\":null}}")).IsProblem(400, "validation-error");
        }

        (await Api.PatchAsync(path, owner, "{\"address\":{\"city\":null}}")).IsProblem(400, "validation-error");
        Assert.Equal(1, (await Api.GetAsync(path, owner)).Version);
        var moved = (await Api.PatchAsync(path, owner, "{\"address\":{\"line2\":\"Back door\",\"city\":\"Austin\"}}")).Is(200);
        Assert.Equal("""{"line1":"12 Secret Elm Street","line2":"Back door","city":"Austin","state":"TX","zip":"78701-4242"}""", moved["address"].ToString());

        var cleared = (await Api.PatchAsync(path, owner,
            """{"budgetMinCents":null,"budgetMaxCents":null,"preferredStart":null,"address":null,"urgency":null,"maxBids":null}""")).Is(200);

        Assert.Equal(("medium", "normal", 5, 3), (cleared.TextOf("size"), cleared.TextOf("urgency"), cleared["maxBids"].GetInt32(), cleared.Version));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, cleared["budgetMaxCents"].ValueKind);
        Assert.False(cleared.Has("address"), cleared.ToString());
        Assert.Equal(0L, await Rows.ScalarAsync<long>("select count(*) from job_addresses where job_id = $1", Guid.Parse(cleared.Id)));
    }

    [Fact]
    public async Task A_PATCH_is_judged_by_its_result()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var job = Market.Job();
        job["budgetMinCents"] = 10_000;
        job["budgetMaxCents"] = 20_000;
        var path = $"/v1/jobs/{await Api.PostJobAsync(owner, job)}";

        (await Api.PatchAsync(path, owner, new { budgetMaxCents = 9_999 })).IsProblem(400, "validation-error");
        (await Api.PatchAsync(path, owner, new { budgetMinCents = 20_001 })).IsProblem(400, "validation-error");
        var changed = (await Api.PatchAsync(path, owner, new { budgetMinCents = 30_000, budgetMaxCents = 30_000 })).Is(200);
        Assert.Equal((30_000, "small"), (changed["budgetMinCents"].GetInt32(), changed.TextOf("size")));
        (await Api.PatchAsync(path, owner, new { draft = true })).IsProblem(400, "validation-error");
        (await Api.PatchAsync(path, owner, new { status = "completed" })).IsProblem(400, "validation-error");
    }

    [Fact]
    public async Task The_places_of_a_job_cannot_be_fewer_than_its_bids()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var jobId = await Api.PostJobAsync(owner);
        foreach (var contractor in await Api.Crowd.ContractorsAsync(3))
        {
            await Api.BidAsync(contractor, jobId);
        }

        (await Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { maxBids = 2 })).IsProblem(409, "max-bids-below-bid-count");
        (await Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { maxBids = 3 })).Is(200);
        (await Api.PostAsync($"/v1/jobs/{jobId}/bids", await Api.Crowd.ContractorAsync(3), Market.Bid())).IsProblem(409, "bid-limit-reached");
    }
}
