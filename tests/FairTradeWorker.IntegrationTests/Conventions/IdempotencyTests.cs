using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Conventions;

public sealed class IdempotencyTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task A_repetition_gets_the_first_answer_byte_for_byte_although_the_state_has_moved_on()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var post = Call.Post("/v1/jobs", owner, Market.Job()).WithKey();
        var posted = (await Api.SendAsync(post)).Is(201);
        var bid = Call.Post($"/v1/jobs/{posted.Id}/bids", contractor, Market.Bid()).WithKey();
        var placed = (await Api.SendAsync(bid)).Is(201);
        var accept = Call.Post($"/v1/bids/{placed.Id}/accept", owner, new { }).WithKey();
        var accepted = (await Api.SendAsync(accept)).Is(201);
        (await Api.PostAsync($"/v1/jobs/{posted.Id}/cancel", owner)).Is(200);

        foreach (var first in (Answer[])[posted, placed, accepted])
        {
            foreach (var instance in (int[])[0, 1])
            {
                var again = (await Api.SendAsync(first.Call.On(instance))).Is(201);
                Assert.Equal(first.Body, again.Body);
                Assert.Equal("true", again.Header("Idempotent-Replayed"));
                foreach (var header in (string[])["Location", "ETag", "Content-Type"])
                {
                    Assert.Equal(first.Header(header), again.Header(header));
                }
            }

            Assert.Null(first.Header("Idempotent-Replayed"));
        }

        Assert.Equal(1L, await Rows.ScalarAsync<long>("select count(*) from bids where job_id = $1", Guid.Parse(posted.Id)));
    }

    [Fact]
    public async Task A_key_is_of_one_body_and_one_address()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var key = $"a key for one job {Guid.NewGuid()}";
        var first = (await Api.SendAsync(Call.Post("/v1/jobs", owner, Market.Job()).WithKey(key))).Is(201);

        (await Api.SendAsync(Call.Post("/v1/jobs", owner, Market.Job("Replace the shower head")).WithKey(key))).IsProblem(422, "idempotency-key-reused");
        (await Api.SendAsync(Call.Post($"/v1/jobs/{first.Id}/cancel", owner).WithKey(key))).IsProblem(422, "idempotency-key-reused");
        Assert.Equal("open", await Api.StatusOfAsync(first.Id, owner));
    }

    [Fact]
    public async Task The_same_key_of_another_user_is_another_key()
    {
        var key = $"shared by two {Guid.NewGuid()}";
        var call = Call.Post("/v1/jobs", await Api.Crowd.HomeownerAsync(0), Market.Job()).WithKey(key);

        var mine = (await Api.SendAsync(call)).Is(201);
        var theirs = (await Api.SendAsync(call with { By = await Api.Crowd.HomeownerAsync(1) })).Is(201);

        Assert.NotEqual(mine.Id, theirs.Id);
        Assert.Null(theirs.Header("Idempotent-Replayed"));
    }

    [Theory]
    [InlineData("fifteen letters")]
    [InlineData("")]
    [InlineData("tab\tinside a key that is long enough")]
    public async Task A_key_of_a_wrong_form_is_refused(string key)
    {
        var owner = await Api.RegisterAsync("homeowner");
        (await Api.SendAsync(Call.Post("/v1/jobs", owner, Market.Job()).WithKey(key))).IsProblem(400, "validation-error");
        Assert.Equal(0L, await Rows.ScalarAsync<long>("select count(*) from jobs where homeowner_id = $1", Guid.Parse(owner.Id)));
    }

    [Fact]
    public async Task Keys_have_16_to_255_characters_and_come_once()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var call = Call.Post("/v1/jobs", owner, Market.Job());
        (await Api.SendAsync(call.WithKey(new string('x', 256)))).IsProblem(400, "validation-error");
        (await Api.SendAsync(call.WithKey($"{Guid.NewGuid():N}"[..16]))).Is(201);
        (await Api.SendAsync(call.WithKey($"{Guid.NewGuid():N}".PadRight(255, '~')))).Is(201);
    }

    [Theory]
    [InlineData("Idempotency-Key: a key with an umlaut ü in it", 400)]
    [InlineData("Idempotency-Key: the first of two keys\r\nIdempotency-Key: the second of two keys", 400)]
    [InlineData("X-Other: nothing", 201)]
    public async Task A_key_beyond_ASCII_and_a_second_key_are_refused(string header, int expected)
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var body = Market.Job().ToJsonString();
        using var raw = await RawHttp.ConnectAsync(Api.Instance(0), Token);
        Assert.Equal(expected, await raw.SendAsync(
            $"POST /v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {owner.AccessToken}\r\nContent-Type: application/json\r\n" +
            $"{header}\r\nContent-Length: {body.Length}\r\n\r\n{body}", Token));
    }

    [Fact]
    public async Task Accepting_needs_a_key()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var jobId = await Api.PostJobAsync(owner);
        var bidId = await Api.BidAsync(contractor, jobId);

        (await Api.PostAsync($"/v1/bids/{bidId}/accept", owner, new { })).IsProblem(400, "idempotency-key-required");
        (await Api.PostAsync($"/v1/bids/{bidId}/accept", owner)).IsProblem(400, "idempotency-key-required");
        Assert.Equal("open", await Api.StatusOfAsync(jobId, owner));
    }

    [Fact]
    public async Task Answers_that_may_turn_out_differently_are_not_kept()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var draft = Market.Job();
        draft["draft"] = true;
        var jobId = await Api.PostJobAsync(owner, draft);
        var key = $"{Guid.NewGuid():N}";
        var bid = Call.Post($"/v1/jobs/{jobId}/bids", contractor, Market.Bid()).WithKey(key);

        (await Api.SendAsync(bid with { By = null })).Is(401);
        (await Api.SendAsync(bid with { By = owner })).IsProblem(403, "forbidden");
        (await Api.SendAsync(bid)).IsProblem(404, "not-found");
        (await Api.PostAsync($"/v1/jobs/{jobId}/publish", owner)).Is(200);
        (await Api.SendAsync(bid.WithJson(Market.Bid(0)))).IsProblem(400, "validation-error");

        var placed = (await Api.SendAsync(bid)).Is(201);
        Assert.Null(placed.Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_refusal_of_the_domain_is_kept_and_leaves_no_row_behind()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var jobId = await Api.PostJobAsync(owner, maxBids: 1);
        var taken = await Api.BidAsync(await Api.Crowd.ContractorAsync(1), jobId);
        var bid = Call.Post($"/v1/jobs/{jobId}/bids", contractor, Market.Bid()).WithKey();

        var refused = (await Api.SendAsync(bid)).IsProblem(409, "bid-limit-reached");
        (await Api.PostAsync($"/v1/bids/{taken}/withdraw", await Api.Crowd.ContractorAsync(1))).Is(200);
        var again = (await Api.SendAsync(bid)).IsProblem(409, "bid-limit-reached");

        Assert.Equal(refused.Body, again.Body);
        Assert.Equal("true", again.Header("Idempotent-Replayed"));
        Assert.Equal(0L, await Rows.ScalarAsync<long>(
            "select count(*) from bids where job_id = $1 and contractor_id = $2", Guid.Parse(jobId), Guid.Parse(contractor.Id)));
        await Api.BidAsync(contractor, jobId);
    }

    [Fact]
    public async Task A_refused_duplicate_bid_is_kept_too()
    {
        var contractor = await Api.Crowd.ContractorAsync();
        var jobId = await Api.PostJobAsync(await Api.Crowd.HomeownerAsync());
        var bidId = await Api.BidAsync(contractor, jobId);
        var second = Call.Post($"/v1/jobs/{jobId}/bids", contractor, Market.Bid()).WithKey();

        var refused = (await Api.SendAsync(second)).IsProblem(409, "duplicate-bid");
        (await Api.PostAsync($"/v1/bids/{bidId}/withdraw", contractor)).Is(200);
        Assert.Equal(refused.Body, (await Api.SendAsync(second)).IsProblem(409, "duplicate-bid").Body);
    }
}
