using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Json;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>Opens and continues sessions. Adds rows to the context; the caller saves and commits.</summary>
internal sealed class Sessions(MarketplaceDb db, AccessTokens accessTokens, IOptions<AuthOptions> options, TimeProvider clock)
{
    private const int TokenBytes = 32;

    public static byte[] HashOf(string refreshToken) => SHA256.HashData(Encoding.UTF8.GetBytes(refreshToken));

    /// <summary>A session of its own for a user who has just shown a password.</summary>
    public SessionResponse Open(UserResponse user)
    {
        var now = clock.Now();
        var family = new RefreshTokenFamily
        {
            Id = clock.NewId(),
            UserId = user.Id,
            CreatedAt = now,
            ExpiresAt = now + options.Value.SessionLifetime,
        };
        db.RefreshTokenFamilies.Add(family);
        return Continue(user, family.Id);
    }

    /// <summary>The next pair of tokens of a session.</summary>
    public SessionResponse Continue(UserResponse user, Guid familyId)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        db.RefreshTokens.Add(new RefreshToken
        {
            Hash = HashOf(token),
            FamilyId = familyId,
            ExpiresAt = clock.Now() + options.Value.RefreshTokenIdle,
        });
        var accessToken = accessTokens.Issue(user.Id, user.Roles[0], WireEnum<Plan>.ToText(user.Plan));
        return new(accessToken, token, accessTokens.LifetimeSeconds, user);
    }
}
