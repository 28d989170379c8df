namespace FairTradeWorker.Ops.Client;

internal sealed record RegisterRequest(string Email, string Password, string DisplayName, string Role);

internal sealed record PostJobRequest(
    string Title,
    string Description,
    string TerritoryId,
    IReadOnlyList<string> Trades,
    long BudgetMinCents,
    long BudgetMaxCents,
    string Urgency,
    Address Address);

internal sealed record PlaceBidRequest(long AmountCents, string Message, int DurationDays);

internal sealed record ChangeBidRequest(long AmountCents);

internal sealed record FeeQuoteRequest(long AmountCents, string Method);

internal sealed record AcceptBidRequest(string? FeeQuoteId);

/// <summary>The homeowner names the contractor; a contractor leaves him out, for it is himself.</summary>
internal sealed record OpenConversationRequest(string JobId, string? ContractorId);

internal sealed record SendMessageRequest(string Body, string ClientMessageId);

/// <summary>The empty object that actions such as <c>POST …/start</c> take.</summary>
internal sealed record ActionRequest;
