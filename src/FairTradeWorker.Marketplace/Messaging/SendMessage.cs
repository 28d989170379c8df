using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>A new message.</summary>
/// <param name="Body">1 to 4,000 characters.</param>
/// <param name="ClientMessageId">1 to 100 characters, new for each message; sending it again answers the first message.</param>
[ValidatableType]
public sealed record SendMessageRequest(
    [property: TextLength(1, 4000)] string Body, [property: TextLength(1, 100)] string ClientMessageId);

internal static class SendMessage
{
    /// <summary>
    /// The conversation's row is locked first, so messages get their numbers one after the other; a transaction that
    /// does not commit gives its number back with the lock. That is why there are no gaps. The second statement
    /// starts after the lock was got, so it sees a message of the same client id that another request has just sent.
    /// </summary>
    public static async Task<Results<Created<MessageResponse>, Ok<MessageResponse>, Problem>> HandleAsync(
        PathId id, Body<SendMessageRequest> body, CurrentUser user, MarketplaceDb db, OutboxWriter outbox, TimeProvider clock, CancellationToken ct)
    {
        var conversationId = id.Value;
        var conversation = await db.Conversations.FromSql($"""
            select * from conversations
            where id = {conversationId} and (homeowner_id = {user.Id} or contractor_id = {user.Id}) for update
            """).SingleOrDefaultAsync(ct);
        if (conversation is null)
        {
            return CommonProblems.Missing();
        }

        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        var message = new MessageResponse(clock.NewId(), user.Id, request.Body, clock.Now(), Sequence: 0);
        var sequence = await InsertAsync(db, conversationId, message, request.ClientMessageId, ct);
        if (sequence is { } next)
        {
            var recipientId = conversation.HomeownerId == user.Id ? conversation.ContractorId : conversation.HomeownerId;
            outbox.Add(new MessageSent(conversationId, recipientId, message with { Sequence = next }));
            return TypedResults.Created(
                $"/v1/conversations/{conversationId}/messages?after={next - 1}&limit=1", message with { Sequence = next });
        }

        return TypedResults.Ok(await db.Messages
            .Where(sent => sent.ConversationId == conversationId && sent.SenderId == user.Id && sent.ClientMessageId == request.ClientMessageId)
            .Select(MessageResponse.FromMessage).SingleAsync(ct));
    }

    /// <summary>The message's number, or null when the sender's program has sent it before.</summary>
    private static async Task<int?> InsertAsync(
        MarketplaceDb db, Guid conversationId, MessageResponse message, string clientMessageId, CancellationToken ct)
    {
        var numbers = await db.Database.SqlQuery<int>($"""
            with numbered as (
                update conversations set last_sequence = last_sequence + 1, last_activity_at = {message.SentAt}, version = version + 1,
                    homeowner_read_sequence = case when homeowner_id = {message.SenderId} then last_sequence + 1 else homeowner_read_sequence end,
                    contractor_read_sequence = case when contractor_id = {message.SenderId} then last_sequence + 1 else contractor_read_sequence end
                where id = {conversationId} and not exists (select from messages m where m.conversation_id = {conversationId}
                    and m.sender_id = {message.SenderId} and m.client_message_id = {clientMessageId})
                returning last_sequence)
            insert into messages (id, conversation_id, sequence, sender_id, client_message_id, body, sent_at)
            select {message.Id}, {conversationId}, last_sequence, {message.SenderId}, {clientMessageId}, {message.Body}, {message.SentAt}
            from numbered
            returning sequence as "Value"
            """).ToListAsync(ct);
        return numbers is [var sequence] ? sequence : null;
    }
}
