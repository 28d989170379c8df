using System.Linq.Expressions;

namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>A conversation as one of its two members sees it.</summary>
/// <param name="LastSequence">Sequence of the newest message; 0 before the first.</param>
/// <param name="ReadSequence">Up to where the reader has read.</param>
/// <param name="UnreadCount">Messages that the reader has not marked as read.</param>
public sealed record ConversationResponse(
    Guid Id, Guid JobId, Guid HomeownerId, Guid ContractorId, int LastSequence, int ReadSequence, int UnreadCount,
    DateTimeOffset CreatedAt, DateTimeOffset LastActivityAt, int Version)
{
    internal static Expression<Func<Conversation, ConversationResponse>> For(Guid readerId) => conversation => new ConversationResponse(
        conversation.Id, conversation.JobId, conversation.HomeownerId, conversation.ContractorId, conversation.LastSequence,
        conversation.HomeownerId == readerId ? conversation.HomeownerReadSequence : conversation.ContractorReadSequence,
        conversation.LastSequence -
            (conversation.HomeownerId == readerId ? conversation.HomeownerReadSequence : conversation.ContractorReadSequence),
        conversation.CreatedAt, conversation.LastActivityAt, conversation.Version);
}

/// <summary>A message.</summary>
/// <param name="Sequence">1, 2, 3 … without a gap within the conversation.</param>
public sealed record MessageResponse(Guid Id, Guid SenderId, string Body, DateTimeOffset SentAt, int Sequence)
{
    internal static readonly Expression<Func<Message, MessageResponse>> FromMessage = message => new MessageResponse(
        message.Id, message.SenderId, message.Body, message.SentAt, message.Sequence);
}
