using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>What a caller may do in a minute.</summary>
internal enum CallerKind
{
    Anonymous,
    Authenticated,
    Pro,
    Operator,
}

/// <summary>
/// Whose quota a request is charged to: the user of a good access token, else the address that the request came from.
/// A bad token is no token.
/// </summary>
/// <param name="Id">Tells callers apart; users and addresses never collide.</param>
internal sealed record Caller(string Id, CallerKind Kind)
{
    private const string Pro = "pro";

    // One subscriber's network is at least a /64, and he may use all of its addresses.
    private const int BytesOfPrefix = 8;

    public static Caller Of(HttpContext context) =>
        CurrentUser.From(context.User) is { } user
            ? new($"user:{user.Id:N}", KindOf(user, context.User))
            : new($"ip:{NetworkOf(context.Connection.RemoteIpAddress)}", CallerKind.Anonymous);

    /// <summary>An IPv4 address as it is, an IPv6 address by its first 64 bits.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            // A Unix socket has no address; all of its callers share one quota.
            return "none";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[BytesOfPrefix..].Clear();
        return new IPAddress(bytes).ToString();
    }

    // The plan is the one that the token was issued with; a change shows with the next refresh, after 15 minutes at most.
    private static CallerKind KindOf(CurrentUser user, ClaimsPrincipal principal) =>
        user.Role == UserRole.Operator ? CallerKind.Operator
        : principal.FindFirstValue(AccessTokenClaims.Plan) == Pro ? CallerKind.Pro
        : CallerKind.Authenticated;
}
