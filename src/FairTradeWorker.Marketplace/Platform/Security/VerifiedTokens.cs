using FairTradeWorker.Scaling;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>
/// Verifies each access token once: a P-256 signature costs more than all the rest of a cached answer. Only tokens that
/// were found good are remembered, by all of their text, and never beyond their expiry; whether one was revoked since is
/// asked for each request as before.
/// </summary>
internal sealed class VerifiedTokens(ScalingPlan plan, TimeProvider clock) : JsonWebTokenHandler, IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = plan.Caches.VerifiedTokens });

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(token, out TokenValidationResult? before) && before is not null)
        {
            if (before.SecurityToken.ValidTo > now.UtcDateTime)
            {
                return before;
            }

            known.Remove(token);
        }

        var result = await base.ValidateTokenAsync(token, validationParameters);
        var left = result.IsValid ? result.SecurityToken.ValidTo - now.UtcDateTime : TimeSpan.Zero;
        if (left > TimeSpan.Zero)
        {
            known.Set(token, result, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = left });
        }

        return result;
    }

    public void Dispose() => known.Dispose();
}
