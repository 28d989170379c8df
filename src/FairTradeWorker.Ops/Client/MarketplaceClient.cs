using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace FairTradeWorker.Ops.Client;

/// <summary>
/// The marketplace as an outside user has it: over HTTP, by its published contract, sharing no code with the server.
/// Every call returns what came, also when that is a refusal.
/// </summary>
internal sealed class MarketplaceClient(HttpClient http, TimeProvider clock)
{
    private static readonly WireJson Wire = WireJson.Default;

    public Task<Answer<Session>> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken) =>
        SendAsync(
            Call.Post("/v1/auth/register", by: null, request, Wire.RegisterRequest), Wire.Session, cancellationToken);

    public Task<Answer<Page<Trade>>> ListTradesAsync(CancellationToken cancellationToken) =>
        SendAsync(Call.Get("/v1/trades?limit=100", by: null), Wire.TradePage, cancellationToken);

    public Task<Answer<Page<Territory>>> FindTerritoriesAsync(
        string state, string q, CancellationToken cancellationToken) =>
        SendAsync(
            Call.Get($"/v1/territories?state={Escape(state)}&q={Escape(q)}", by: null),
            Wire.TerritoryPage,
            cancellationToken);

    public Task<Answer<Job>> PostJobAsync(Session by, PostJobRequest request, CancellationToken cancellationToken) =>
        SendAsync(Call.Post("/v1/jobs", by, request, Wire.PostJobRequest), Wire.Job, cancellationToken);

    public Task<Answer<Page<Job>>> ListJobsAsync(
        string territoryId, string trade, CancellationToken cancellationToken) =>
        SendAsync(
            Call.Get($"/v1/jobs?territoryId={Escape(territoryId)}&trade={Escape(trade)}", by: null),
            Wire.JobPage,
            cancellationToken);

    public Task<Answer<Page<Job>>> SearchJobsAsync(string q, CancellationToken cancellationToken) =>
        SendAsync(Call.Get($"/v1/jobs?q={Escape(q)}", by: null), Wire.JobPage, cancellationToken);

    public Task<Answer<Job>> GetJobAsync(Session? by, string jobId, CancellationToken cancellationToken) =>
        SendAsync(Call.Get($"/v1/jobs/{jobId}", by), Wire.Job, cancellationToken);

    /// <summary>Start, submit-work, request-changes or approve, as the path has it.</summary>
    public Task<Answer<Job>> MoveJobAsync(
        Session by, string jobId, string action, CancellationToken cancellationToken) =>
        SendAsync(
            Call.Post($"/v1/jobs/{jobId}/{action}", by, new ActionRequest(), Wire.ActionRequest),
            Wire.Job,
            cancellationToken);

    public Task<Answer<Bid>> PlaceBidAsync(
        Session by, string jobId, PlaceBidRequest request, CancellationToken cancellationToken) =>
        SendAsync(Call.Post($"/v1/jobs/{jobId}/bids", by, request, Wire.PlaceBidRequest), Wire.Bid, cancellationToken);

    public Task<Answer<Page<Bid>>> ListBidsAsync(Session by, string jobId, CancellationToken cancellationToken) =>
        SendAsync(Call.Get($"/v1/jobs/{jobId}/bids", by), Wire.BidPage, cancellationToken);

    public Task<Answer<Bid>> GetBidAsync(Session by, string bidId, CancellationToken cancellationToken) =>
        SendAsync(Call.Get($"/v1/bids/{bidId}", by), Wire.Bid, cancellationToken);

    /// <summary>With the ETag of the version that the change was made to; null sends none.</summary>
    public Task<Answer<Bid>> ChangeBidAsync(
        Session by, string bidId, ChangeBidRequest request, string? ifMatch, CancellationToken cancellationToken) =>
        SendAsync(
            Call.Patch($"/v1/bids/{bidId}", by, request, Wire.ChangeBidRequest) with { IfMatch = ifMatch },
            Wire.Bid,
            cancellationToken);

    public Task<Answer<FeeQuote>> QuoteFeesAsync(
        Session by, FeeQuoteRequest request, CancellationToken cancellationToken) =>
        SendAsync(Call.Post("/v1/fee-quotes", by, request, Wire.FeeQuoteRequest), Wire.FeeQuote, cancellationToken);

    public Task<Answer<Agreement>> AcceptBidAsync(
        Session by, string bidId, AcceptBidRequest request, string idempotencyKey, CancellationToken cancellationToken)
    {
        var call = Call.Post($"/v1/bids/{bidId}/accept", by, request, Wire.AcceptBidRequest);
        return SendAsync(call with { IdempotencyKey = idempotencyKey }, Wire.Agreement, cancellationToken);
    }

    public Task<Answer<Conversation>> OpenConversationAsync(
        Session by, OpenConversationRequest request, CancellationToken cancellationToken) =>
        SendAsync(
            Call.Post("/v1/conversations", by, request, Wire.OpenConversationRequest),
            Wire.Conversation,
            cancellationToken);

    public Task<Answer<Message>> SendMessageAsync(
        Session by, string conversationId, SendMessageRequest request, CancellationToken cancellationToken) =>
        SendAsync(
            Call.Post($"/v1/conversations/{conversationId}/messages", by, request, Wire.SendMessageRequest),
            Wire.Message,
            cancellationToken);

    public Task<Answer<Page<Message>>> ListMessagesAsync(
        Session by, string conversationId, long after, CancellationToken cancellationToken) =>
        SendAsync(
            Call.Get($"/v1/conversations/{conversationId}/messages?after={after}", by),
            Wire.MessagePage,
            cancellationToken);

    private static string Escape(string value) => Uri.EscapeDataString(value);

    private async Task<Answer<T>> SendAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, call.Path);
        if (!call.Body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (call.By is { } session)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        }

        AddIfGiven(request.Headers, "Idempotency-Key", call.IdempotencyKey);
        AddIfGiven(request.Headers, "If-Match", call.IfMatch);

        var start = clock.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var elapsed = clock.GetElapsedTime(start);

        var headers = response.Headers.Concat(response.Content.Headers)
            .ToLookup(
                header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer<T>(call, (int)response.StatusCode, headers, body, elapsed, type);
    }

    private static void AddIfGiven(HttpRequestHeaders headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
