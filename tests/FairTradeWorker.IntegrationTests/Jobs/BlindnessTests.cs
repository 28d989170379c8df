using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Jobs;

/// <summary>Every GET of the API by everybody: who sees a secret is exactly who may.</summary>
public sealed class BlindnessTests(Platform platform) : ApiTest(platform)
{
    private sealed record Secret(string Text, string[] Knowers, Func<Operation, bool>? Only = null);

    [Fact]
    public async Task Nobody_sees_what_is_not_for_him_in_any_answer_of_any_GET()
    {
        var people = new Dictionary<string, Person?>
        {
            ["anonymous"] = null,
            ["owner"] = await Api.RegisterAsync("homeowner"),
            ["winner"] = await Api.RegisterAsync("contractor"),
            ["rival"] = await Api.RegisterAsync("contractor"),
            ["bidder"] = await Api.RegisterAsync("contractor"),
            ["other contractor"] = await Api.RegisterAsync("contractor"),
            ["other homeowner"] = await Api.RegisterAsync("homeowner"),
        };
        var (owner, winner, rival, bidder) = (people["owner"]!, people["winner"]!, people["rival"]!, people["bidder"]!);
        var awarded = await Api.PostJobAsync(owner, Job("12 Awarded Street"));
        var open = await Api.PostJobAsync(owner, Job("34 Open Street"));
        var draftJob = Job("56 Draft Street");
        draftJob["draft"] = true;
        var draft = await Api.PostJobAsync(owner, draftJob);
        var bids = new List<string>
        {
            await BidAsync(winner, awarded, 7_654_301, "plan of the winner"),
            await BidAsync(rival, awarded, 7_654_302, "plan of the rival"),
            await BidAsync(bidder, open, 7_654_303, "plan of the bidder"),
            await BidAsync(rival, open, 7_654_304, "rival has another plan"),
        };
        var agreement = (await Api.AcceptAsync(owner, bids[0])).Is(201).Id;
        var talk = (await Api.PostAsync("/v1/conversations", owner, new { jobId = awarded, contractorId = rival.Id })).Is(201).Id;
        (await Api.SayAsync(owner, talk, "whispered to the rival")).Is(201);
        var quote = (await Api.PostAsync("/v1/fee-quotes", owner, new { amountCents = 9_876_501, method = "ach" })).Is(201).Id;
        (await Api.PostAsync($"/v1/jobs/{awarded}/cancel", owner, new { reason = "reason between the parties" })).Is(200);
        (await Api.PostAsync($"/v1/bids/{bids[2]}/decline", owner, new { reason = "reason for the bidder" })).Is(200);

        static bool IsGetJob(Operation operation) => operation.Id == "getJob";
        Secret[] secrets =
        [
            new("12 Awarded Street", ["owner", "winner"], IsGetJob),
            new("34 Open Street", ["owner"], IsGetJob),
            new("56 Draft Street", ["owner"], IsGetJob),
            new(draft, ["owner"]),
            new("7654301", ["owner", "winner"]),
            new("plan of the winner", ["owner", "winner"]),
            new("7654302", ["owner", "rival"]),
            new("plan of the rival", ["owner", "rival"]),
            new("7654303", ["owner", "bidder"]),
            new("plan of the bidder", ["owner", "bidder"]),
            new("7654304", ["owner", "rival"]),
            new("rival has another plan", ["owner", "rival"]),
            new("whispered to the rival", ["owner", "rival"]),
            new("9876501", ["owner"]),
            new("reason between the parties", ["owner", "winner"]),
            new("reason for the bidder", ["owner", "bidder"]),
            new(agreement, ["owner", "winner"]),
            new(bids[0], ["owner", "winner"]),
            new(winner.Id, ["owner", "winner"]),
            .. people.Where(pair => pair.Value is not null).Select(pair => new Secret(pair.Value!.Email, [pair.Key], operation => operation.Id == "getMe")),
        ];
        var ids = (string[])[awarded, open, draft, .. bids, agreement, talk, quote, owner.Id, winner.Id, Market.Travis];
        var seen = new HashSet<(string Secret, string Person)>();
        foreach (var operation in await Api.Contract.ReadsAsync())
        {
            foreach (var path in operation.Path.Contains('{', StringComparison.Ordinal) ? ids.Select(operation.At) : [operation.Path])
            {
                foreach (var (name, person) in people)
                {
                    var answer = await Api.GetAsync(path + (operation.Query.Contains("limit") ? "?limit=100" : ""), person);
                    foreach (var secret in secrets.Where(secret => answer.Text.Contains(secret.Text, StringComparison.Ordinal) && answer.Status == 200))
                    {
                        Assert.True(secret.Knowers.Contains(name) && secret.Only?.Invoke(operation) is not false, $"{name} sees {secret.Text}: {answer}");
                        seen.Add((secret.Text, name));
                    }
                }
            }
        }

        // And who may see it does.
        foreach (var secret in secrets)
        {
            Assert.All(secret.Knowers, knower => Assert.True(seen.Contains((secret.Text, knower)), $"{knower} never saw {secret.Text}"));
        }
    }

    [Fact]
    public async Task The_address_is_given_by_reading_the_job_only()
    {
        var (owner, contractor) = (await Api.RegisterAsync("homeowner"), await Api.Crowd.ContractorAsync());
        var (jobId, _, _) = await Api.AwardAsync(owner, contractor, Job("78 Nowhere Else"));

        Assert.Contains("78 Nowhere Else", (await Api.GetAsync($"/v1/jobs/{jobId}", owner)).Text, StringComparison.Ordinal);
        Assert.Contains("78 Nowhere Else", (await Api.GetAsync($"/v1/jobs/{jobId}", contractor)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("address", (await Api.GetAsync("/v1/me/jobs", owner)).Is(200).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("awarded")]
    [InlineData("completed")]
    public async Task An_awarded_job_stays_readable_for_everybody_without_who_and_how_much(string status)
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var (jobId, bidId, agreementId) = await Api.AwardAsync(owner, contractor, Job("90 Hidden Street"));
        if (status == "completed")
        {
            (await Api.PostAsync($"/v1/jobs/{jobId}/start", contractor)).Is(200);
            (await Api.PostAsync($"/v1/jobs/{jobId}/submit-work", contractor)).Is(200);
            (await Api.PostAsync($"/v1/jobs/{jobId}/approve", owner)).Is(200);
        }

        foreach (var stranger in (Person?[])[null, await Api.Crowd.ContractorAsync(1), await Api.Crowd.HomeownerAsync(1)])
        {
            var job = (await Api.GetAsync($"/v1/jobs/{jobId}", stranger)).Is(200);
            Assert.Equal(status, job.TextOf("status"));
            foreach (var hidden in (string[])["acceptedBidId", "awardedContractorId", "agreementId", "address", "statusReason"])
            {
                Assert.False(job.Has(hidden), job.ToString());
            }
        }

        foreach (var party in (Person[])[owner, contractor])
        {
            var job = (await Api.GetAsync($"/v1/jobs/{jobId}", party)).Is(200);
            Assert.Equal((bidId, contractor.Id, agreementId), (job.TextOf("acceptedBidId"), job.TextOf("awardedContractorId"), job.TextOf("agreementId")));
            Assert.Equal("90 Hidden Street", job["address"].GetProperty("line1").GetString());
        }
    }

    private async Task<string> BidAsync(Person contractor, string jobId, long amountCents, string message) =>
        (await Api.PostAsync($"/v1/jobs/{jobId}/bids", contractor, Market.Bid(amountCents, message))).Is(201).Id;

    private static System.Text.Json.Nodes.JsonObject Job(string line1)
    {
        var job = Market.Job();
        var address = Market.Address();
        address["line1"] = line1;
        job["address"] = address;
        return job;
    }
}
