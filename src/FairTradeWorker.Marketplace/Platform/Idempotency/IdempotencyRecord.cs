using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FairTradeWorker.Marketplace.Platform.Idempotency;

/// <summary>The first answer to a request that carried an Idempotency-Key.</summary>
public sealed class IdempotencyRecord
{
    public required Guid UserId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path, query and body.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    public required short Status { get; init; }

    /// <summary>Location, ETag and Content-Type as lines of <c>name: value</c>.</summary>
    public required string Headers { get; init; }

    /// <summary>The answer's body, byte for byte.</summary>
    public required byte[] Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_records");
        builder.HasKey(record => new { record.UserId, record.Key });
        builder.HasIndex(record => record.CreatedAt);
    }
}
