using System.Security.Claims;
using FairTradeWorker.Marketplace.Platform.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Issues access tokens (RFC 9068: type <c>at+jwt</c>, signed with ES256) and says how they are verified.</summary>
public sealed class AccessTokens(SigningKeys keys, IOptions<AuthOptions> options, TimeProvider clock)
{
    private const string TokenType = "at+jwt";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Life of a new token in whole seconds.</summary>
    public int LifetimeSeconds => (int)options.Value.AccessTokenLifetime.TotalSeconds;

    public string Issue(Guid userId, UserRole role, string plan)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = TokenType,
            Issuer = options.Value.Issuer,
            Audience = options.Value.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + options.Value.AccessTokenLifetime,
            Subject = new ClaimsIdentity(
            [
                new Claim(AccessTokenClaims.Subject, userId.ToString()),
                new Claim(AccessTokenClaims.Role, WireEnum<UserRole>.ToText(role)),
                new Claim(AccessTokenClaims.Plan, plan),
                new Claim(JwtRegisteredClaimNames.Jti, Guid.CreateVersion7(clock.GetUtcNow()).ToString()),
            ]),
            SigningCredentials = new SigningCredentials(keys.Current.SecurityKey, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>Only our keys by their own id, only ES256, only access tokens, only for us.</summary>
    internal TokenValidationParameters Validation => new()
    {
        ValidTypes = [TokenType],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidIssuer = options.Value.Issuer,
        ValidAudience = options.Value.Audience,
        IssuerSigningKeys = keys.All.Select(key => key.SecurityKey),
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ClockSkew = ClockSkew,
        NameClaimType = AccessTokenClaims.Subject,
        RoleClaimType = AccessTokenClaims.Role,
    };
}
