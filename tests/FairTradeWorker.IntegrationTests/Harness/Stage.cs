namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>
/// A scene with one thing of every kind, so that a test can call any operation of the API on something that is there
/// and by somebody who may: an open job with a bid, an awarded one, a submitted one, a talk, a quote.
/// </summary>
public sealed class Stage
{
    private readonly Dictionary<string, string> ids = [];

    private Stage(Person owner, Person contractor, Person boss) => (Owner, Contractor, Operator) = (owner, contractor, boss);

    public Person Owner { get; }

    public Person Contractor { get; }

    public Person Operator { get; }

    public static async Task<Stage> SetAsync(Api api, Person? owner = null, Person? contractor = null)
    {
        var stage = new Stage(owner ?? await api.Crowd.HomeownerAsync(2), contractor ?? await api.Crowd.ContractorAsync(2), await api.Crowd.OperatorAsync());
        var jobId = await api.PostJobAsync(stage.Owner);
        var biddable = await api.PostJobAsync(stage.Owner);
        var draft = Market.Job();
        draft["draft"] = true;
        var bidId = await api.BidAsync(stage.Contractor, jobId);
        var (awarded, _, agreement) = await api.AwardAsync(stage.Owner, stage.Contractor);
        var (started, _, _) = await api.AwardAsync(stage.Owner, stage.Contractor);
        (await api.PostAsync($"/v1/jobs/{started}/start", stage.Contractor)).Is(200);
        var (submitted, _, _) = await api.AwardAsync(stage.Owner, stage.Contractor);
        (await api.PostAsync($"/v1/jobs/{submitted}/start", stage.Contractor)).Is(200);
        (await api.PostAsync($"/v1/jobs/{submitted}/submit-work", stage.Contractor)).Is(200);
        var conversation = (await api.PostAsync("/v1/conversations", stage.Contractor, new { jobId })).Is(201).Id;
        (await api.SayAsync(stage.Owner, conversation, "Hello")).Is(201);
        var quote = (await api.PostAsync("/v1/fee-quotes", stage.Owner, new { amountCents = 18_500, method = "card" })).Is(201).Id;
        stage.Place("/v1/jobs/{id}", jobId);
        stage.Place("/v1/jobs/{id}/bids", biddable);
        stage.Place("/v1/jobs/{id}/publish", await api.PostJobAsync(stage.Owner, draft));
        stage.Place("/v1/jobs/{id}/cancel", await api.PostJobAsync(stage.Owner));
        stage.Place("/v1/jobs/{id}/start", awarded);
        stage.Place("/v1/jobs/{id}/submit-work", started);
        stage.Place("/v1/jobs/{id}/approve", submitted);
        stage.Place("/v1/jobs/{id}/request-changes", submitted);
        stage.Place("/v1/bids/", bidId);
        stage.Place("/v1/agreements/", agreement);
        stage.Place("/v1/fee-quotes/", quote);
        stage.Place("/v1/conversations/", conversation);
        stage.Place("/v1/territories/", Market.Travis);
        stage.Place("/v1/contractors/", stage.Contractor.Id);
        stage.Place("/v1/admin/outbox/", await DeadLetterAsync(api));
        await api.SendAsync(Call.Put("/v1/me/contractor-profile", stage.Contractor, Market.Profile()));
        return stage;
    }

    /// <summary>Who can call the operation: nobody where no account is needed.</summary>
    public Person? Caller(Operation operation) => operation.IsPublic ? null : operation.Id switch
    {
        "startJob" or "submitWork" or "placeBid" or "editBid" or "withdrawBid" or "listMyBids" or "putContractorProfile" => Contractor,
        _ when IsForOperators(operation) => Operator,
        _ => Owner,
    };

    public static bool IsForOperators(Operation operation) =>
        operation.Path.StartsWith("/v1/admin/", StringComparison.Ordinal) || operation.Path == "/v1/analytics/platform";

    /// <summary>The operation's path with ids of this scene.</summary>
    public string PathOf(Operation operation)
    {
        if (!operation.Path.Contains('{', StringComparison.Ordinal))
        {
            return operation.Path;
        }

        return operation.At(ids.Where(pair => operation.Path.StartsWith(pair.Key, StringComparison.Ordinal))
            .MaxBy(pair => pair.Key.Length).Value ?? throw new InvalidOperationException($"{operation} has no place on the stage."));
    }

    /// <summary>A call of the operation that is right but for its body.</summary>
    public Call CallOf(Operation operation)
    {
        var call = new Call(operation.Method, PathOf(operation)) { By = Caller(operation) };
        if (operation.IsMergePatch)
        {
            call = call.With("If-Match", "*");
        }

        return operation.Id == "acceptBid" ? call.WithKey() : call;
    }

    private static async Task<string> DeadLetterAsync(Api api)
    {
        var id = Guid.NewGuid();
        await api.Rows.ExecuteAsync("""
            insert into outbox_messages (id, aggregate_id, type, payload, occurred_at, available_at, attempts, dead_at)
            values ($1, $1, 'nobody.knows', '{}', now(), now(), 3, now())
            """, id);
        return id.ToString();
    }

    private void Place(string path, string id) => ids[path] = id;
}
