using FairTradeWorker.Marketplace.Platform.Outbox;

namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>A message was sent.</summary>
/// <param name="RecipientId">The other member of the conversation.</param>
public sealed record MessageSent(Guid ConversationId, Guid RecipientId, MessageResponse Message) : IOutboxEvent
{
    public static string Type => "message.sent";

    public Guid AggregateId => ConversationId;
}
