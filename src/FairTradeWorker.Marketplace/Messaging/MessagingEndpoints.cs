using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.RateLimiting;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Messaging;

internal static class MessagingEndpoints
{
    public static void MapMessaging(this IEndpointRouteBuilder routes)
    {
        var conversations = routes.MapGroup("/v1/conversations").WithTags("Messages")
            .RequireAuthorization(Policies.HomeownerOrContractor);
        conversations.MapPost("/", StartConversation.HandleAsync).WithName("startConversation").InIdempotentTransaction()
            .Describe("Open a conversation", "Between a job's owner and a contractor who bid; 200 when it exists already.",
                MessagingExamples.Conversation, [CommonProblems.ValidationError, CommonProblems.NotFound, MessagingProblems.NoBid])
            .WithRequestBody<StartConversationRequest>(MessagingExamples.StartConversation);
        conversations.MapGet("/", ListConversations.HandleAsync).WithName("listConversations").Reads(Reading.Current)
            .Describe("List my conversations", "The one with the newest message first.", MessagingExamples.ConversationPage,
                [CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
        conversations.MapGet("/{id}", GetConversation.HandleAsync).WithName("getConversation").Reads(Reading.Current)
            .Describe("Read a conversation", "For its two members.", MessagingExamples.Conversation, [CommonProblems.NotFound]);
        conversations.MapGet("/{id}/messages", ListMessages.HandleAsync).WithName("listMessages").Reads(Reading.Current)
            .Describe("List messages", "Newest last, from behind `after` or a cursor.", MessagingExamples.MessagePage,
                [CommonProblems.NotFound, CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
        conversations.MapPost("/{id}/messages", SendMessage.HandleAsync).WithName("sendMessage").WithHourlyLimit(HourlyLimit.Messages).InIdempotentTransaction()
            .Describe("Send a message", "Numbered without gaps; a repeated clientMessageId answers the first message with 200.",
                MessagingExamples.Message, [CommonProblems.ValidationError, CommonProblems.NotFound])
            .WithRequestBody<SendMessageRequest>(MessagingExamples.SendMessage);
        conversations.MapPut("/{id}/read", MarkRead.HandleAsync).WithName("markRead").InTransaction()
            .Describe("Mark as read", "Up to a message; only forward.", MessagingExamples.Conversation,
                [CommonProblems.ValidationError, CommonProblems.NotFound])
            .WithRequestBody<MarkReadRequest>(MessagingExamples.MarkRead);
    }
}
