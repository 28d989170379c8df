using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Scaling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>
/// Handles outbox messages for as long as the Worker lives: claims a batch, handles aggregates side by side and the
/// messages of one aggregate in order. It polls, because LISTEN does not survive a pooler in transaction mode.
/// When the process stops, it finishes what it is at and gives the rest back.
/// </summary>
internal sealed partial class OutboxDispatcher(
    IServiceScopeFactory scopes, OutboxHandlers handlers, OutboxMetrics metrics, ScalingPlan plan, TimeProvider clock, ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    // One for as long as the process lives: batches follow each other, so whatever has it between two of them is free.
    private readonly Guid token = Guid.CreateVersion7(clock.GetUtcNow());
    private bool mayHoldLeases;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await RunBatchAsync(stoppingToken))
            {
                // Jitter keeps several workers from asking at the same moments.
                await Task.Delay(plan.Workers.OutboxPoll * (0.8 + (0.4 * Random.Shared.NextDouble())), clock, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>True when there was something to do.</returns>
    private async Task<bool> RunBatchAsync(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var claims = scope.ServiceProvider.GetRequiredService<OutboxClaims>();
            if (mayHoldLeases)
            {
                await claims.ReleaseAllAsync(token, stopping);
                mayHoldLeases = false;
            }

            var messages = await claims.TakeAsync(token, stopping);
            await Parallel.ForEachAsync(
                messages.GroupBy(message => message.AggregateId),
                new ParallelOptions { MaxDegreeOfParallelism = plan.Workers.OutboxParallelism, CancellationToken = CancellationToken.None },
                async (aggregate, _) => await HandleInOrderAsync([.. aggregate], stopping));
            // What was not handled: the rest of an aggregate behind a failure, or everything when we stop.
            var released = messages.Count > 0 ? await claims.ReleaseAsync(token, messages, CancellationToken.None) : 0;
            return released < messages.Count;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // The database has gone: nobody but this process knows that what it had leased is free.
            mayHoldLeases = true;
            Log.BatchFailed(logger, exception);
            return false;
        }
        catch (OperationCanceledException)
        {
            // Stopping before anything was claimed.
            return false;
        }
    }

    private async Task HandleInOrderAsync(List<OutboxMessage> messages, CancellationToken stopping)
    {
        foreach (var message in messages)
        {
            if (stopping.IsCancellationRequested || !await HandleAsync(message))
            {
                // The later ones of this aggregate must wait for it; the end of the batch gives them back.
                return;
            }
        }
    }

    private async Task<bool> HandleAsync(OutboxMessage message)
    {
        // After its lease a message counts as abandoned, and another worker handles it.
        using var limit = new CancellationTokenSource(plan.Workers.OutboxLease / 2, clock);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        try
        {
            if (!handlers.Knows(message.Type))
            {
                throw new NotSupportedException($"Nobody handles {message.Type}.");
            }

            var delivery = new OutboxDelivery(db, message);
            await using (var transaction = await db.Database.BeginTransactionAsync(limit.Token))
            {
                await handlers.HandleAsync(delivery, scope.ServiceProvider, limit.Token);
                if (!await OutboxClaims.RemoveAsync(delivery, limit.Token))
                {
                    Log.LeaseLost(logger, message.Id, message.Type);
                    return false;
                }

                await transaction.CommitAsync(CancellationToken.None);
            }

            metrics.Handled();
            await delivery.SignalAsync(limit.Token);
            return true;
        }
        catch (Exception exception)
        {
            metrics.Failed();
            await FailAsync(message, exception);
            return false;
        }
    }

    private async Task FailAsync(OutboxMessage message, Exception exception)
    {
        // What can never succeed is not tried for a day.
        var hopeless = exception is NotSupportedException or System.Text.Json.JsonException;
        var next = hopeless
            ? null
            : OutboxRetry.NextAttempt(plan.Workers, message.OccurredAt, message.Attempts, clock.Now(), Random.Shared.NextDouble());
        Log.Failed(logger, message.Id, message.Type, message.Attempts, exception);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OutboxClaims>()
            .FailAsync(message, Describe(exception), next, CancellationToken.None);
    }

    private static string Describe(Exception exception) => exception switch
    {
        NotSupportedException => "unknown_type",
        System.Text.Json.JsonException => "malformed",
        OperationCanceledException or TimeoutException => "timeout",
        System.Data.Common.DbException => "database",
        _ => "failed",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A batch of the outbox failed and will be tried again")]
        public static partial void BatchFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Outbox message {Id} ({Type}) failed in attempt {Attempt}")]
        public static partial void Failed(ILogger logger, Guid id, string type, int attempt, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "Outbox message {Id} ({Type}) took longer than its lease; another worker has it")]
        public static partial void LeaseLost(ILogger logger, Guid id, string type);
    }
}
