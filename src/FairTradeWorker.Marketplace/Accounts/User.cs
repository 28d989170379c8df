using FairTradeWorker.Marketplace.Platform.Security;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>An account. Role and plan are never written by clients.</summary>
public sealed class User
{
    public required Guid Id { get; init; }

    /// <summary>As the user wrote it.</summary>
    public required string Email { get; init; }

    /// <summary>Lower case; unique.</summary>
    public required string NormalizedEmail { get; init; }

    /// <summary>See <see cref="PasswordHash"/>.</summary>
    public required string PasswordHash { get; init; }

    public required string DisplayName { get; init; }

    public required UserRole Role { get; init; }

    public required Plan Plan { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>The form in which addresses are compared.</summary>
    public static string Normalize(string email) => email.Trim().ToLowerInvariant();
}

/// <summary>What a user has subscribed to.</summary>
public enum Plan
{
    Free = 1,
    Pro = 2,
}
