namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>Examples for the API description.</summary>
internal static class MessagingExamples
{
    public const string StartConversation = """
        { "jobId": "0199a3c2-5a1e-7c44-9d3b-0d5a5f1c2b11", "contractorId": "0199a3c1-90fe-7a20-93ab-5d0b5cf2a9d4" }
        """;

    public const string SendMessage = """{ "body": "Is the valve accessible?", "clientMessageId": "5b1f0f52-6c0e-4b57-8a0e-2f8d1f6f8a11" }""";

    public const string MarkRead = """{ "sequence": 1 }""";

    public const string Conversation = """
        {
          "id": "0199a3d8-3c11-7b90-a1a1-6d2f7b8c9e02",
          "jobId": "0199a3c2-5a1e-7c44-9d3b-0d5a5f1c2b11",
          "homeownerId": "0199a3c0-11aa-7d31-8a55-6a3c0e9f7d02",
          "contractorId": "0199a3c1-90fe-7a20-93ab-5d0b5cf2a9d4",
          "lastSequence": 3,
          "readSequence": 1,
          "unreadCount": 2,
          "createdAt": "2026-11-23T10:10:00Z",
          "lastActivityAt": "2026-11-23T10:20:00Z",
          "version": 5
        }
        """;

    public const string ConversationPage = $$"""{ "items": [{{Conversation}}], "nextCursor": null }""";

    public const string Message = """
        {
          "id": "0199a3d9-81b2-7c02-9e44-1f0d2c3b4a51",
          "senderId": "0199a3c1-90fe-7a20-93ab-5d0b5cf2a9d4",
          "body": "Is the valve accessible?",
          "sentAt": "2026-11-23T10:12:00Z",
          "sequence": 1
        }
        """;

    public const string MessagePage = $$"""{ "items": [{{Message}}], "nextCursor": null }""";
}
