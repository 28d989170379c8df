using System.Text.Json;
using FairTradeWorker.Marketplace.Bids;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Messaging;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Redis;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>Who hears of what. Bids are blind: a rival is never among the recipients.</summary>
internal static class LiveHandlers
{
    public static void AddLiveHandlers(this IServiceCollection services)
    {
        services.AddOutboxHandler<JobMoved>((moved, delivery, provider, ct) => AddAsync(provider, delivery, JobMoved.Type,
            new JobMovedData(moved.JobId, moved.Status, moved.Version), Both(moved.HomeownerId, moved.ContractorId), ct));
        services.AddOutboxHandler<BidMoved>((moved, delivery, provider, ct) => AddAsync(provider, delivery, BidMoved.Type,
            new BidMovedData(moved.BidId, moved.JobId, moved.Status, moved.Version), Both(moved.HomeownerId, moved.ContractorId), ct));
        services.AddOutboxHandler<MessageSent>((sent, delivery, provider, ct) => AddAsync(provider, delivery, MessageSent.Type,
            new MessageSentData(sent.ConversationId, sent.Message), Both(sent.RecipientId, sent.Message.SenderId), ct));
    }

    private static IEnumerable<Guid> Both(Guid one, Guid? other) => other is { } second ? [one, second] : [one];

    private static Task AddAsync<TData>(
        IServiceProvider services, OutboxDelivery delivery, string type, TData data, IEnumerable<Guid> recipients, CancellationToken ct)
    {
        var options = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var json = JsonSerializer.Serialize(data, options.GetTypeInfo(typeof(TData)));
        return UserEventWriter.AddAsync(delivery, services.GetRequiredService<RedisConnection>(), type, json, recipients, ct);
    }
}

/// <summary>Data of <c>job.moved</c>: read the job for the rest.</summary>
public sealed record JobMovedData(Guid JobId, JobStatus Status, int Version);

/// <summary>Data of <c>bid.moved</c>: read the bid for the rest.</summary>
public sealed record BidMovedData(Guid BidId, Guid JobId, BidStatus Status, int Version);

/// <summary>Data of <c>message.sent</c>, for both members of the conversation.</summary>
public sealed record MessageSentData(Guid ConversationId, MessageResponse Message);
