using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>
/// Something that happened and that others must still be told. Written in the transaction of what happened, removed
/// in the transaction of its handling, so it is neither lost nor, inside the database, done twice.
/// </summary>
public sealed class OutboxMessage
{
    /// <summary>Order of writing. Within one aggregate it is the order of what happened, because writers hold its row.</summary>
    public long Sequence { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Messages of one aggregate are handled one after the other.</summary>
    public required Guid AggregateId { get; init; }

    /// <summary>Name of the event, such as <c>bid.placed</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Not to be handled before this time; a failure moves it into the future.</summary>
    public required DateTimeOffset AvailableAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>Who is handling it now; a handler whose lease was taken over can no longer finish.</summary>
    public Guid? LeaseToken { get; init; }

    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>Kind of the last failure; texts of exceptions may hold what people wrote and stay in the log.</summary>
    public string? LastError { get; init; }

    /// <summary>When it was given up. A dead letter waits for an operator.</summary>
    public DateTimeOffset? DeadAt { get; init; }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages");
        builder.HasKey(message => message.Sequence);
        builder.Property(message => message.Sequence).UseIdentityAlwaysColumn();
        builder.HasIndex(message => message.Id).IsUnique();
        builder.HasIndex(message => new { message.AggregateId, message.Sequence });
        builder.HasIndex(message => message.DeadAt).HasFilter("dead_at is not null");
    }
}
