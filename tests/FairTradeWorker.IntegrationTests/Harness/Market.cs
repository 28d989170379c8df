using System.Text.Json.Nodes;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>What people do in the marketplace, each in one call.</summary>
public static class Market
{
    public const string Travis = "48453";

    /// <summary>A good job; a test changes what it is about.</summary>
    public static JsonObject Job(string title = "Replace the kitchen faucet") => new()
    {
        ["title"] = title,
        ["description"] = "The old faucet drips and the shut-off valve below it is stuck.",
        ["territoryId"] = Travis,
        ["trades"] = new JsonArray("plumbing"),
    };

    public static JsonObject Address() => new()
    {
        ["line1"] = "12 Secret Elm Street",
        ["city"] = "Hiddenville",
        ["state"] = "TX",
        ["zip"] = "78701-4242",
    };

    public static object Profile() => new
    {
        companyName = "Elm Street Plumbing",
        bio = "Leaks, faucets and water heaters.",
        trades = new[] { "plumbing" },
        territoryIds = new[] { Travis },
        yearsExperience = 12,
        availableNow = true,
    };

    public static object Bid(long amountCents = 18_500, string message = "I can come on Tuesday.") => new { amountCents, message };

    extension(Api api)
    {
        /// <summary>Posts a job and gives its id.</summary>
        public async Task<string> PostJobAsync(Person owner, JsonObject? job = null) =>
            (await api.PostAsync("/v1/jobs", owner, job ?? Job())).Is(201).Id;

        public async Task<string> PostJobAsync(Person owner, int maxBids)
        {
            var job = Job();
            job["maxBids"] = maxBids;
            return await api.PostJobAsync(owner, job);
        }

        /// <summary>Bids and gives the bid's id.</summary>
        public async Task<string> BidAsync(Person contractor, string jobId, long amountCents = 18_500) =>
            (await api.PostAsync($"/v1/jobs/{jobId}/bids", contractor, Bid(amountCents))).Is(201).Id;

        public Task<Answer> AcceptAsync(Person owner, string bidId, object? body = null) =>
            api.SendAsync(Call.Post($"/v1/bids/{bidId}/accept", owner, body ?? new { }).WithKey());

        /// <summary>A posted job with one bid that was accepted.</summary>
        public async Task<(string JobId, string BidId, string AgreementId)> AwardAsync(Person owner, Person contractor, JsonObject? job = null)
        {
            var jobId = await api.PostJobAsync(owner, job);
            var bidId = await api.BidAsync(contractor, jobId);
            var agreement = (await api.AcceptAsync(owner, bidId)).Is(201);
            return (jobId, bidId, agreement.Id);
        }

        /// <summary>A conversation between the owner of a job and a contractor who bid on it.</summary>
        public async Task<string> TalkAsync(Person owner, Person contractor)
        {
            var jobId = await api.PostJobAsync(owner);
            await api.BidAsync(contractor, jobId);
            return (await api.PostAsync("/v1/conversations", contractor, new { jobId })).Is(201).Id;
        }

        public Task<Answer> SayAsync(Person by, string conversationId, string body, string? clientMessageId = null) => api.PostAsync(
            $"/v1/conversations/{conversationId}/messages", by, new { body, clientMessageId = clientMessageId ?? Guid.NewGuid().ToString() });

        public async Task<string> StatusOfAsync(string jobId, Person by) => (await api.GetAsync($"/v1/jobs/{jobId}", by)).Is(200).TextOf("status")!;
    }
}
