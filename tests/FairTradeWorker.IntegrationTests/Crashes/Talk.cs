namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>Two messages, each with a client id of its own besides the Idempotency-Key of the request.</summary>
internal static class Talk
{
    public static async Task SayAsync(Client client, string conversationId)
    {
        for (var i = 0; i < 2; i++)
        {
            var mark = client.NewMark();
            await client.WriteAsync($"/v1/conversations/{conversationId}/messages", "messages", $"{conversationId} {mark}",
                new { body = mark, clientMessageId = mark });
        }
    }
}
