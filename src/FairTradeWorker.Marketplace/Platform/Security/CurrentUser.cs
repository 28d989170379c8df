using System.Reflection;
using System.Security.Claims;
using FairTradeWorker.Marketplace.Platform.Json;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Who is calling, as the verified access token says. A handler of a public endpoint takes it as nullable.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Role">Its role when the token was issued.</param>
public sealed record CurrentUser(Guid Id, UserRole Role) : IBindableFromHttpContext<CurrentUser>
{
    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(From(context.User));

    /// <summary>Null for an anonymous caller.</summary>
    public static CurrentUser? From(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(AccessTokenClaims.Subject), out var id) &&
        WireEnum<UserRole>.TryParse(principal.FindFirstValue(AccessTokenClaims.Role), out var role)
            ? new(id, role)
            : null;
}

internal static class AccessTokenClaims
{
    public const string Subject = "sub";
    public const string Role = "role";
    public const string Plan = "plan";
}
