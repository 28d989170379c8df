using FairTradeWorker.Ops.Client;

namespace FairTradeWorker.Ops.Seed;

/// <summary>The trades that jobs are for: the API's when it is named, else those that this program knows.</summary>
internal static class TradeSource
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <exception cref="SeedException">The API does not list its trades.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        Uri? api, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (api is null)
        {
            return TradeWords.Ids;
        }

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !api.IsLoopback };
        using var http = new HttpClient(handler) { BaseAddress = api, Timeout = Timeout };
        try
        {
            var answer = await new MarketplaceClient(http, clock).ListTradesAsync(cancellationToken);
            return answer.Status == 200 && answer.Value.Items is { Count: > 0 } trades
                ? [.. trades.Select(trade => trade.Id)]
                : throw new SeedException($"GET /v1/trades at {api} answered {answer.Status} and no trades.");
        }
        catch (Exception failure) when (failure is HttpRequestException or UnexpectedAnswerException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SeedException($"GET /v1/trades at {api} failed: {failure.Message}");
        }
    }
}
