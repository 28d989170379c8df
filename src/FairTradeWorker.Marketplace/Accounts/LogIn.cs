using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>Signing in with e-mail address and password.</summary>
[ValidatableType]
public sealed record LoginRequest(
    [property: System.ComponentModel.DataAnnotations.StringLength(254)] string Email,
    [property: System.ComponentModel.DataAnnotations.StringLength(PasswordRules.MaxLength)] string Password);

internal static class LogIn
{
    public static async Task<Results<Ok<SessionResponse>, Problem>> Login(
        Body<LoginRequest> body, MarketplaceDb db, PasswordHasher hasher, LoginThrottle throttle, Sessions sessions, CancellationToken ct)
    {
        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        var email = User.Normalize(request.Email);
        await using var attempt = await throttle.BeginAsync(email, ct);
        if (attempt.Wait is { } wait)
        {
            return new Problem(AccountProblems.TooManyFailedLogins, "Wait before the next try.")
            {
                RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
            };
        }

        var found = await db.Users.Where(user => user.NormalizedEmail == email && user.ErasedAt == null)
            .Select(user => new { user.PasswordHash, user.Id }).SingleOrDefaultAsync(ct);
        if (!await hasher.VerifyAsync(request.Password, found?.PasswordHash, ct) || found is null)
        {
            await attempt.FailedAsync();
            return new Problem(AccountProblems.InvalidCredentials, "No account has this address and password.");
        }

        await attempt.SucceededAsync();
        var account = await db.Users.Where(user => user.Id == found.Id).Select(UserResponse.FromUser).SingleAsync(ct);
        var session = sessions.Open(account);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(session);
    }
}
