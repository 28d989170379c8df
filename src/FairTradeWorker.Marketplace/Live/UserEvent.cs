using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>One event on one user's stream. Kept for a while, so that a reader who was away can go on where he was.</summary>
public sealed class UserEvent
{
    public required Guid UserId { get; init; }

    /// <summary>1, 2, 3 … without a gap for each user; the <c>id</c> on the stream.</summary>
    public required long Sequence { get; init; }

    /// <summary>Name of the event on the stream, such as <c>message.sent</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What the reader gets, as JSON.</summary>
    public required string Data { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>The number of the newest event of a user; its row orders the writers.</summary>
public sealed class UserEventCounter
{
    public required Guid UserId { get; init; }

    public required long LastSequence { get; init; }
}

internal static class LiveSets
{
    extension(MarketplaceDb db)
    {
        public DbSet<UserEvent> UserEvents => db.Set<UserEvent>();

        public DbSet<UserEventCounter> UserEventCounters => db.Set<UserEventCounter>();
    }
}

internal sealed class UserEventConfiguration : IEntityTypeConfiguration<UserEvent>
{
    public void Configure(EntityTypeBuilder<UserEvent> builder)
    {
        builder.ToTable("user_events");
        builder.HasKey(userEvent => new { userEvent.UserId, userEvent.Sequence });
        builder.HasIndex(userEvent => userEvent.OccurredAt);
    }
}

internal sealed class UserEventCounterConfiguration : IEntityTypeConfiguration<UserEventCounter>
{
    public void Configure(EntityTypeBuilder<UserEventCounter> builder)
    {
        builder.ToTable("user_event_counters");
        builder.HasKey(counter => counter.UserId);
        builder.Property(counter => counter.UserId).ValueGeneratedNever();
    }
}
