using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>What a handler works with: the transaction that also removes the message, and what to do once it stands.</summary>
internal sealed class OutboxDelivery(MarketplaceDb db, OutboxMessage message)
{
    private readonly List<Func<CancellationToken, Task>> afterCommit = [];

    public MarketplaceDb Db => db;

    public OutboxMessage Message => message;

    /// <summary>Runs after COMMIT, at most once; for signals that may get lost, never for effects.</summary>
    public void AfterCommit(Func<CancellationToken, Task> signal) => afterCommit.Add(signal);

    public async Task SignalAsync(CancellationToken ct)
    {
        foreach (var signal in afterCommit)
        {
            await signal(ct);
        }
    }
}

/// <summary>One feature's interest in one type of event.</summary>
internal sealed record OutboxHandler(string Type, Func<OutboxDelivery, IServiceProvider, CancellationToken, Task> HandleAsync);

/// <summary>All handlers by type of event; several may want the same one.</summary>
internal sealed class OutboxHandlers(IEnumerable<OutboxHandler> handlers)
{
    private readonly FrozenDictionary<string, OutboxHandler[]> byType = handlers
        .GroupBy(handler => handler.Type, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    public bool Knows(string type) => byType.ContainsKey(type);

    public async Task HandleAsync(OutboxDelivery delivery, IServiceProvider services, CancellationToken ct)
    {
        foreach (var handler in byType[delivery.Message.Type])
        {
            await handler.HandleAsync(delivery, services, ct);
        }
    }
}

internal static class OutboxServices
{
    /// <summary>Registers what handles messages; only the Worker does.</summary>
    public static void AddOutboxDispatcher(this IServiceCollection services)
    {
        services.AddSingleton<OutboxHandlers>();
        services.AddSingleton<OutboxMetrics>();
        services.AddScoped<OutboxClaims>();
        services.AddScoped<ObserveOutbox>();
        services.AddHostedService<OutboxDispatcher>();
    }

    /// <summary>Registers interest in an event; the handler runs in the Worker, inside the message's transaction.</summary>
    public static void AddOutboxHandler<TEvent>(
        this IServiceCollection services, Func<TEvent, OutboxDelivery, IServiceProvider, CancellationToken, Task> handle)
        where TEvent : IOutboxEvent =>
        services.AddSingleton(new OutboxHandler(TEvent.Type, (delivery, provider, ct) =>
        {
            var options = provider.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            var typeInfo = (JsonTypeInfo<TEvent>)options.GetTypeInfo(typeof(TEvent));
            var @event = JsonSerializer.Deserialize(delivery.Message.Payload, typeInfo)
                ?? throw new JsonException("An outbox message holds null.");
            return handle(@event, delivery, provider, ct);
        }));
}
