using FairTradeWorker.Scaling.Plan;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace FairTradeWorker.Marketplace.Platform.Redis;

/// <summary>
/// The connection to Redis that all features share. Redis is an accelerator here, never the judge: every use has an
/// answer for its absence, and none may hold a request longer than the plan's <see cref="RedisLimits.Patience"/>. When
/// it has not answered several times in a row, most requests do not ask it at all for a while.
/// </summary>
public sealed partial class RedisConnection(
    string connectionString, RedisLimits limits, TimeProvider clock, ILogger<RedisConnection> logger) : IHostedService, IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> connection = new(() => ConnectAsync(connectionString));
    private readonly RedisBreaker breaker = new(limits, clock);

    // The client's own timeouts fire only once a second.
    private TimeSpan Patience => limits.Patience;

    /// <summary>Begins to connect; a server that is away is tried again in the background for ever.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = connection.Value;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs a command, or gives <paramref name="withoutRedis"/>'s answer when Redis is away or too slow.
    /// </summary>
    public Task<T> TryAsync<T>(Func<IDatabase, Task<T>> command, Func<T> withoutRedis, CancellationToken ct) =>
        breaker.MayTry() ? AskAsync(command, withoutRedis, ct) : Task.FromResult(withoutRedis());

    /// <summary>Whether Redis is reachable and answers, so that what is published arrives.</summary>
    public bool IsConnected =>
        !breaker.IsOpen && connection.IsValueCreated && connection.Value is { IsCompletedSuccessfully: true, Result.IsConnected: true };

    /// <summary>
    /// Sends an empty message to a channel, also to a Redis that does not answer: when it only hangs, the message
    /// arrives late. Otherwise it is lost.
    /// </summary>
    public Task PublishAsync(string channel, CancellationToken ct) =>
        AskAsync(database => database.PublishAsync(RedisChannel.Literal(channel), RedisValue.EmptyString), () => 0L, ct);

    /// <summary>
    /// Calls <paramref name="handler"/> for each message on the channel. While Redis is away nothing arrives; the
    /// client subscribes again by itself when it is back.
    /// </summary>
    public async Task SubscribeAsync(string channel, Action<RedisChannel, RedisValue> handler, CancellationToken ct)
    {
        try
        {
            var multiplexer = await connection.Value.WaitAsync(Patience, ct);
            await multiplexer.GetSubscriber().SubscribeAsync(RedisChannel.Literal(channel), handler).WaitAsync(Patience, ct);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            Log.WithoutRedis(logger, exception.GetType().Name);
        }
    }

    /// <summary>Takes this handler off the channel; others of the same channel stay.</summary>
    public async Task UnsubscribeAsync(string channel, Action<RedisChannel, RedisValue> handler)
    {
        try
        {
            var multiplexer = await connection.Value.WaitAsync(Patience);
            await multiplexer.GetSubscriber().UnsubscribeAsync(RedisChannel.Literal(channel), handler).WaitAsync(Patience);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            Log.WithoutRedis(logger, exception.GetType().Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.IsValueCreated)
        {
            await (await connection.Value).DisposeAsync();
        }
    }

    private async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> command, Func<T> withoutRedis, CancellationToken ct)
    {
        try
        {
            var multiplexer = await connection.Value.WaitAsync(Patience, ct);
            var answer = await command(multiplexer.GetDatabase()).WaitAsync(Patience, ct);
            if (breaker.Succeeded())
            {
                Log.RedisIsBack(logger);
            }

            return answer;
        }
        catch (RedisServerException refused)
        {
            // It answered, but not what was asked for: that costs no time, so it is no reason to leave it alone.
            Log.Refused(logger, refused);
            return withoutRedis();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            if (breaker.Failed())
            {
                Log.RedisIsAway(logger, exception.GetType().Name);
            }

            return withoutRedis();
        }
    }

    private static Task<ConnectionMultiplexer> ConnectAsync(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        return ConnectionMultiplexer.ConnectAsync(options);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Redis did not answer ({Reason}) when a subscription was to be changed; the client goes on trying")]
        public static partial void WithoutRedis(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Redis does not answer ({Reason}); until it does, this instance decides by itself")]
        public static partial void RedisIsAway(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Information, "Redis answers again")]
        public static partial void RedisIsBack(ILogger logger);

        [LoggerMessage(4, LogLevel.Warning, "Redis refused a command; the local fallback decides")]
        public static partial void Refused(ILogger logger, Exception exception);
    }
}
