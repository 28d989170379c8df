using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>
/// Adds events to the transaction of what they tell of. They are sent to the database with the next save, at the
/// latest when the transaction filter commits; add them after the aggregate's row was changed, which locks it.
/// </summary>
internal sealed class OutboxWriter(MarketplaceDb db, IOptions<JsonOptions> json, TimeProvider clock)
{
    public void Add<TEvent>(TEvent @event) where TEvent : IOutboxEvent
    {
        var now = clock.Now();
        var typeInfo = (JsonTypeInfo<TEvent>)json.Value.SerializerOptions.GetTypeInfo(typeof(TEvent));
        db.Set<OutboxMessage>().Add(new OutboxMessage
        {
            Id = clock.NewId(),
            AggregateId = @event.AggregateId,
            Type = TEvent.Type,
            Payload = JsonSerializer.Serialize(@event, typeInfo),
            OccurredAt = now,
            AvailableAt = now,
        });
    }
}
