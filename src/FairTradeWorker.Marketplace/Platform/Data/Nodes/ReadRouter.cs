namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>
/// Reads from the node that fits, and from the next one when that fails: a replica that dies, lags or cancels a
/// statement for the sake of its replay costs a reader some time and never an error.
/// </summary>
internal sealed class ReadRouter(DatabaseNodes nodes, NodeMetrics metrics)
{
    /// <summary>Runs a read on one node after the other until it succeeds.</summary>
    /// <param name="read">Must be repeatable; its token is also cancelled when the node leaves the rotation.</param>
    public async Task<T> RunAsync<T>(
        Reading reading, bool mustBeCurrent, Func<DatabaseNode, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        var order = nodes.For(reading, mustBeCurrent);
        for (var i = 0; ; i++)
        {
            var node = order[i];
            metrics.Read(node, reading);
            if (order.Count == 1)
            {
                return await read(node, ct);
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, node == nodes.Primary ? default : node.Left);
            try
            {
                return await read(node, limit.Token);
            }
            catch (Exception exception) when (i + 1 < order.Count && !ct.IsCancellationRequested &&
                (exception is OperationCanceledException || exception.IsUnavailable() || exception.IsSerializationFailure()))
            {
                metrics.Retried(node, reading);
            }
        }
    }

    /// <summary>The same for a read that wants a context.</summary>
    public Task<T> RunAsync<T>(
        Reading reading, Func<MarketplaceDb, CancellationToken, Task<T>> read, CancellationToken ct, bool mustBeCurrent = false) =>
        RunAsync(reading, mustBeCurrent, async (node, token) =>
        {
            await using var db = node.Rent(reading.Work);
            return await read(db, token);
        }, ct);
}

internal static class ReadingWork
{
    extension(Reading reading)
    {
        /// <summary>The pool that a reading draws from.</summary>
        public DatabaseUse Work => reading is Reading.Analytics ? DatabaseUse.Analytics : DatabaseUse.Api;
    }
}
