using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Bids;

public sealed class AgreementTests(Platform platform) : ApiTest(platform)
{
    [Theory]
    [InlineData("card", 18_500, 625)]
    [InlineData("card", 1, 88)]
    [InlineData("card", 1_000_000_000, 29_000_088)]
    [InlineData("ach", 18_500, 164)]
    [InlineData("ach", 1, 16)]
    [InlineData("ach", 60_499, 500)]
    [InlineData("ach", 60_562, 500)]
    [InlineData("ach", 1_000_000_000, 500)]
    public async Task A_quote_is_of_the_amount_and_the_platform_fee_and_the_processors(string method, long amountCents, long processorFeeCents)
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var quote = (await Api.PostAsync("/v1/fee-quotes", owner, new { amountCents, method })).Is(201);

        Assert.Equal((amountCents, 2_000, processorFeeCents, amountCents + 2_000 + processorFeeCents), (quote["amountCents"].GetInt64(),
            quote["platformFeeCents"].GetInt64(), quote["processorFeeCents"].GetInt64(), quote["totalCents"].GetInt64()));
        Assert.True(quote["expiresAt"].GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(5), quote.ToString());
        Assert.Equal(quote.Text, (await Api.GetAsync(quote.Header("Location")!, owner)).Is(200).Text);
        (await Api.GetAsync(quote.Header("Location")!, await Api.Crowd.HomeownerAsync(1))).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task An_agreement_is_the_bid_and_the_platform_fee_and_its_parties_read_it()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var jobId = await Api.PostJobAsync(owner);
        var bidId = await Api.BidAsync(contractor, jobId, 123_456);

        var agreement = (await Api.AcceptAsync(owner, bidId)).Is(201);

        Assert.Equal((jobId, bidId, owner.Id, contractor.Id), (agreement.TextOf("jobId"), agreement.TextOf("bidId"), agreement.TextOf("homeownerId"), agreement.TextOf("contractorId")));
        Assert.Equal((123_456, 2_000, 125_456), (agreement["amountCents"].GetInt32(), agreement["platformFeeCents"].GetInt32(), agreement["totalCents"].GetInt32()));
        foreach (var party in (Person[])[owner, contractor])
        {
            Assert.Equal(agreement.Text, (await Api.GetAsync(agreement.Header("Location")!, party)).Is(200).Text);
        }

        (await Api.GetAsync(agreement.Header("Location")!, await Api.Crowd.ContractorAsync(1))).IsProblem(404, "not-found");
        (await Api.GetAsync(agreement.Header("Location")!, await Api.Crowd.HomeownerAsync(1))).IsProblem(404, "not-found");
        Assert.Equal("accepted", (await Api.GetAsync($"/v1/bids/{bidId}", contractor)).TextOf("status"));
        Assert.Equal([jobId], (await Api.GetAsync("/v1/me/jobs?status=awarded&limit=1", contractor)).Items.Select(job => job.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_quote_must_hold_and_be_of_this_amount_and_be_the_owners()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var jobId = await Api.PostJobAsync(owner);
        var bidId = await Api.BidAsync(contractor, jobId, 50_000);
        var (good, old, other, foreign) = (await QuoteAsync(owner, 50_000), await QuoteAsync(owner, 50_000), await QuoteAsync(owner, 50_001), await QuoteAsync(contractor, 50_000));
        await Rows.ExecuteAsync("update fee_quotes set expires_at = now() where id = $1", Guid.Parse(old));

        (await Api.AcceptAsync(owner, bidId, new { feeQuoteId = old })).IsProblem(409, "fee-quote-expired");
        (await Api.AcceptAsync(owner, bidId, new { feeQuoteId = other })).IsProblem(409, "fee-quote-mismatch");
        (await Api.AcceptAsync(owner, bidId, new { feeQuoteId = foreign })).IsProblem(400, "validation-error");
        (await Api.AcceptAsync(owner, bidId, new { feeQuoteId = Guid.NewGuid() })).IsProblem(400, "validation-error");

        // None of these left a trace.
        Assert.Equal("open submitted 2 1", await Rows.ScalarAsync<string>(
            "select concat_ws(' ', j.status, b.status, j.version, b.version) from jobs j join bids b on b.job_id = j.id where j.id = $1", Guid.Parse(jobId)));
        var agreement = (await Api.AcceptAsync(owner, bidId, new { feeQuoteId = good })).Is(201);
        Assert.Equal(Guid.Parse(good), await Rows.ScalarAsync<Guid>("select fee_quote_id from agreements where id = $1", Guid.Parse(agreement.Id)));
    }

    [Fact]
    public async Task Accepting_ends_all_other_bids_of_the_job_and_of_no_other()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var contractors = await Api.Crowd.ContractorsAsync(3);
        var jobId = await Api.PostJobAsync(owner);
        var elsewhere = await Api.BidAsync(contractors[1], await Api.PostJobAsync(owner));
        var bids = await Task.WhenAll(contractors.Select(contractor => Api.BidAsync(contractor, jobId)));

        (await Api.AcceptAsync(owner, bids[2])).Is(201);

        Assert.Equal("not_selected", (await Api.GetAsync($"/v1/bids/{bids[0]}", contractors[0])).TextOf("status"));
        Assert.Equal("not_selected", (await Api.GetAsync($"/v1/bids/{bids[1]}", owner)).TextOf("status"));
        Assert.Equal("submitted", (await Api.GetAsync($"/v1/bids/{elsewhere}", contractors[1])).TextOf("status"));
        (await Api.PostAsync($"/v1/jobs/{jobId}/bids", await Api.Crowd.ContractorAsync(4), Market.Bid())).IsProblem(409, "job-not-open");
        (await Api.AcceptAsync(owner, bids[0])).IsProblem(409, "job-already-awarded");
        (await Api.PostAsync($"/v1/bids/{bids[2]}/withdraw", contractors[2])).IsProblem(409, "invalid-transition");
    }

    [Fact]
    public async Task A_job_past_its_deadline_can_still_be_awarded_until_it_expires()
    {
        // The deadline is for bids; the owner may choose among them until the Worker closes the job.
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var jobId = await Api.PostJobAsync(owner);
        var bidId = await Api.BidAsync(contractor, jobId);
        await Rows.ExecuteAsync("update jobs set bid_deadline = now() where id = $1", Guid.Parse(jobId));

        var answer = await Api.AcceptAsync(owner, bidId);

        var state = await Rows.ScalarAsync<string>("select status from bids where id = $1", Guid.Parse(bidId));
        Assert.Equal(answer.Status == 201 ? "accepted" : "expired", state);
        Assert.True(answer.Status == 201 || answer.Slug == "invalid-transition", answer.ToString());
    }

    private async Task<string> QuoteAsync(Person by, long amountCents) =>
        (await Api.PostAsync("/v1/fee-quotes", by, new { amountCents, method = "card" })).Is(201).Id;
}
