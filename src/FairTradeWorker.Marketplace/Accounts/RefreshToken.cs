namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>
/// One sign-in and all refresh tokens that came out of it. When one of them is used twice, somebody has stolen one,
/// and the whole family dies.
/// </summary>
public sealed class RefreshTokenFamily
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The password is needed again after this, however often the token is refreshed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>An opaque token of 256 random bits, usable once. Only its SHA-256 is stored.</summary>
public sealed class RefreshToken
{
    public required byte[] Hash { get; init; }

    public required Guid FamilyId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}
