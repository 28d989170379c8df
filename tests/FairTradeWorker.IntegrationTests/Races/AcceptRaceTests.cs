using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Races;

public sealed class AcceptRaceTests(Platform platform) : ApiTest(platform)
{
    private const int Parallel = 50;

    [Fact]
    public async Task Fifty_parallel_acceptances_of_twenty_bids_make_one_agreement()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var contractors = await Api.Crowd.ContractorsAsync(20);
        var jobId = await Api.PostJobAsync(owner, maxBids: 20);
        var bids = await Task.WhenAll(contractors.Select(contractor => Api.BidAsync(contractor, jobId)));

        var answers = await Race.RunAsync(Parallel, i => Api.AcceptAsync(owner, bids[i % bids.Length]));

        Race.Came(answers, ("201", 1), ("409 job-already-awarded", Parallel - 1));
        var winner = answers.Single(answer => answer.Status == 201);
        await OneAwardAsync(jobId, winner.TextOf("bidId")!, winner.Id);
        Assert.Equal(19L, await Rows.ScalarAsync<long>(
            "select count(*) from bids where job_id = $1::uuid and status = 'not_selected' and version = 2", Guid.Parse(jobId)));
    }

    [Fact]
    public async Task Fifty_parallel_acceptances_of_one_bid_make_one_agreement()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var jobId = await Api.PostJobAsync(owner);
        var bidId = await Api.BidAsync(await Api.Crowd.ContractorAsync(), jobId);

        var answers = await Race.RunAsync(Parallel, _ => Api.AcceptAsync(owner, bidId));

        Race.Came(answers, ("201", 1), ("409 job-already-awarded", Parallel - 1));
        await OneAwardAsync(jobId, bidId, answers.Single(answer => answer.Status == 201).Id);
    }

    [Fact]
    public async Task Fifty_parallel_acceptances_with_one_key_are_one_acceptance_answered_fifty_times()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var jobId = await Api.PostJobAsync(owner);
        var bidId = await Api.BidAsync(await Api.Crowd.ContractorAsync(), jobId);
        var call = Call.Post($"/v1/bids/{bidId}/accept", owner, new { }).WithKey();

        var answers = await Race.RunAsync(Parallel, _ => Api.SendAsync(call));

        Assert.All(answers, answer => Assert.True(answer.Status == 201 || answer.Slug == "idempotency-key-in-flight", answer.ToString()));
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Text).Distinct());
        Assert.Single(answers, answer => answer.Status == 201 && answer.Header("Idempotent-Replayed") is null);
        await OneAwardAsync(jobId, bidId, answers.First(answer => answer.Status == 201).Id);
    }

    [Fact]
    public async Task A_bid_is_never_both_withdrawn_and_accepted()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var contractor = await Api.Crowd.ContractorAsync();
        for (var round = 0; round < 20; round++)
        {
            var jobId = await Api.PostJobAsync(owner);
            var bidId = await Api.BidAsync(contractor, jobId);

            var answers = await Race.RunAsync(2, i => i == round % 2
                ? Api.PostAsync($"/v1/bids/{bidId}/withdraw", contractor)
                : Api.AcceptAsync(owner, bidId));

            var (withdrawn, accepted) = round % 2 == 0 ? (answers[0], answers[1]) : (answers[1], answers[0]);
            var bid = await Rows.ScalarAsync<string>("select status from bids where id = $1::uuid", Guid.Parse(bidId));
            var job = await Rows.ScalarAsync<string>("select status || ' ' || bid_count from jobs where id = $1::uuid", Guid.Parse(jobId));
            if (accepted.Status == 201)
            {
                withdrawn.IsProblem(409, "invalid-transition");
                Assert.Equal(("accepted", "awarded 1"), (bid, job));
            }
            else
            {
                withdrawn.Is(200);
                accepted.IsProblem(409, "invalid-transition");
                Assert.Equal(("withdrawn", "open 0"), (bid, job));
            }
        }
    }

    [Fact]
    public async Task A_bid_that_is_changed_while_it_is_accepted_is_agreed_at_the_amount_it_ends_with()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var contractor = await Api.Crowd.ContractorAsync();
        for (var round = 0; round < 15; round++)
        {
            var jobId = await Api.PostJobAsync(owner);
            var bidId = await Api.BidAsync(contractor, jobId, 10_000);

            var answers = await Race.RunAsync(4, i => i == round % 4
                ? Api.AcceptAsync(owner, bidId)
                : Api.PatchAsync($"/v1/bids/{bidId}", contractor, new { amountCents = 10_000 + i + 1 }));

            var agreed = answers[round % 4].Is(201)["amountCents"].GetInt64();
            Assert.Equal(agreed, await Rows.ScalarAsync<long>("select amount_cents from bids where id = $1::uuid", Guid.Parse(bidId)));
            Assert.All(answers.Where((_, i) => i != round % 4), edit => Assert.True(edit.Status is 200 or 409 or 412, edit.ToString()));
        }
    }

    [Fact]
    public async Task A_job_is_never_both_cancelled_and_awarded()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var contractor = await Api.Crowd.ContractorAsync();
        for (var round = 0; round < 15; round++)
        {
            var jobId = await Api.PostJobAsync(owner);
            var bidId = await Api.BidAsync(contractor, jobId);

            var answers = await Race.RunAsync(4, i => i switch
            {
                0 => Api.AcceptAsync(owner, bidId),
                1 => Api.PostAsync($"/v1/jobs/{jobId}/cancel", owner),
                2 => Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { title = "Replace the bathroom faucet" }),
                _ => Api.PostAsync($"/v1/jobs/{jobId}/start", contractor),
            });

            Assert.All(answers, answer => Assert.True(answer.Status is 200 or 201 or 404 or 409, answer.ToString()));
            var state = await Rows.ScalarAsync<string>(
                "select j.status || ' ' || b.status from jobs j join bids b on b.job_id = j.id where j.id = $1::uuid", Guid.Parse(jobId));

            // An awarded job may be cancelled afterwards; its agreement and bid then stay what they were.
            Assert.Contains(state, (string[])["cancelled not_selected", "cancelled accepted", "awarded accepted", "in_progress accepted"]);
            Assert.Equal(answers[0].Status == 201, state.EndsWith("accepted", StringComparison.Ordinal));
            Assert.Equal(answers[1].Status == 200, state.StartsWith("cancelled", StringComparison.Ordinal));
        }
    }

    private async Task OneAwardAsync(string jobId, string bidId, string agreementId)
    {
        var id = Guid.Parse(jobId);
        Assert.Equal([Guid.Parse(agreementId)], await Rows.ColumnAsync<Guid>("select id from agreements where job_id = $1", id));
        Assert.Equal([Guid.Parse(bidId)], await Rows.ColumnAsync<Guid>("select id from bids where job_id = $1 and status = 'accepted'", id));
        Assert.Equal($"awarded {bidId} {agreementId}", await Rows.ScalarAsync<string>(
            "select concat_ws(' ', status, accepted_bid_id, agreement_id) from jobs where id = $1", id));
    }
}
