using FairTradeWorker.Marketplace.Platform.Data;

namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>Who may see which conversation, as a WHERE clause.</summary>
internal static class ConversationAccess
{
    public static IQueryable<Conversation> ConversationsOf(this MarketplaceDb db, Guid userId) =>
        db.Conversations.Where(conversation => conversation.HomeownerId == userId || conversation.ContractorId == userId);
}
