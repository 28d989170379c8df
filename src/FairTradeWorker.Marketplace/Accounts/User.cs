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

    /// <summary>When its owner deleted it. The row stays, without anything that says who it was.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>When <see cref="FinishErasures"/> was through with it; until then its access tokens may be alive.</summary>
    public DateTimeOffset? ErasureFinishedAt { get; init; }

    /// <summary>What others see in the place of a deleted account's name.</summary>
    public const string ErasedName = "Deleted user";

    /// <summary>Frees the address of a deleted account; it is no address, so nobody registers it or signs in with it.</summary>
    public static string ErasedEmail(Guid id) => $"erased:{id:N}";

    /// <summary>The form in which addresses are compared.</summary>
    public static string Normalize(string email) => email.Trim().ToLowerInvariant();
}

/// <summary>What a user has subscribed to.</summary>
public enum Plan
{
    Free = 1,
    Pro = 2,
}
