using System.Linq.Expressions;
using FairTradeWorker.Marketplace.Platform.Security;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>An account as its owner sees it.</summary>
/// <param name="Roles">Exactly one in this release.</param>
public sealed record UserResponse(
    Guid Id, string Email, string DisplayName, IReadOnlyList<UserRole> Roles, Plan Plan, DateTimeOffset CreatedAt, int Version)
{
    internal static readonly Expression<Func<User, UserResponse>> FromUser = user => new UserResponse(
        user.Id, user.Email, user.DisplayName, new[] { user.Role }, user.Plan, user.CreatedAt, user.Version);

    private static readonly Func<User, UserResponse> Convert = FromUser.Compile();

    internal static UserResponse From(User user) => Convert(user);
}

/// <summary>What signing up, in, or refreshing answers.</summary>
/// <param name="AccessToken">JWT for <c>Authorization: Bearer</c>.</param>
/// <param name="RefreshToken">Opaque, usable once.</param>
/// <param name="ExpiresInSeconds">Life of the access token.</param>
public sealed record SessionResponse(string AccessToken, string RefreshToken, int ExpiresInSeconds, UserResponse User);
