namespace FairTradeWorker.Ops.Client;

// Only the members the walk looks at: the API may add others at any time, but these it has promised.

internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

internal sealed record Session(string AccessToken, string RefreshToken, int ExpiresInSeconds, User User);

internal sealed record User(string Id, string DisplayName, IReadOnlyList<string> Roles);

internal sealed record Trade(string Id, string Name);

internal sealed record Territory(string Id, string Name, string State);

/// <summary>Where the work is. Both sent with a job and read back by those who may see it.</summary>
internal sealed record Address(string Line1, string City, string State, string Zip, string? Line2 = null);

/// <summary>A job; its address is null for everybody but the owner and the awarded contractor.</summary>
internal sealed record Job(string Id, string Title, string Status, int BidCount, Address? Address = null);

internal sealed record Bid(string Id, string JobId, string ContractorId, long AmountCents, string Status);

internal sealed record FeeQuote(
    string Id, long AmountCents, long PlatformFeeCents, long ProcessorFeeCents, long TotalCents);

internal sealed record Agreement(
    string Id,
    string JobId,
    string BidId,
    string HomeownerId,
    string ContractorId,
    long AmountCents,
    long PlatformFeeCents,
    long TotalCents);

internal sealed record Conversation(string Id);

internal sealed record Message(string Id, string SenderId, string Body, long Sequence);

internal sealed record Problem(string Type, string Title, int Status);
