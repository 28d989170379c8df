using FairTradeWorker.Marketplace.Accounts;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>Messages stay when their sender's account is deleted: they are the other person's letters too.</summary>
internal static class KeepMessages
{
    public static AccountErasureHook Hook { get; } =
        new(AccountErasureHook.NoLocksAsync, AccountErasureHook.NoObligationsAsync, ReportAsync);

    private static async Task ReportAsync(Erasure erasure, CancellationToken ct)
    {
        var userId = erasure.UserId;
        var talks = erasure.Db.Conversations.Where(talk => talk.HomeownerId == userId || talk.ContractorId == userId);
        erasure.Kept("messages that you sent",
            await erasure.Db.Messages.CountAsync(message => message.SenderId == userId && talks.Any(talk => talk.Id == message.ConversationId), ct),
            "They belong to the people who got them, and to the record of what was agreed. Their sender is \"Deleted user\".");
    }
}
