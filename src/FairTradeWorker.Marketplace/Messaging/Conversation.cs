namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>The talk of a homeowner and one contractor about one job.</summary>
public sealed class Conversation
{
    public required Guid Id { get; init; }

    public required Guid JobId { get; init; }

    public required Guid HomeownerId { get; init; }

    public required Guid ContractorId { get; init; }

    /// <summary>The sequence of the newest message; 0 before the first. Raising it is what orders messages.</summary>
    public int LastSequence { get; init; }

    /// <summary>Up to where the homeowner has read.</summary>
    public int HomeownerReadSequence { get; init; }

    /// <summary>Up to where the contractor has read.</summary>
    public int ContractorReadSequence { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the newest message was sent, or the conversation begun.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>One message; never changed.</summary>
public sealed class Message
{
    public required Guid Id { get; init; }

    public required Guid ConversationId { get; init; }

    /// <summary>1, 2, 3 … without a gap within the conversation.</summary>
    public required int Sequence { get; init; }

    public required Guid SenderId { get; init; }

    /// <summary>Chosen by the sender's program, so that a repeated send is one message.</summary>
    public required string ClientMessageId { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset SentAt { get; init; }
}
