using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>A new account.</summary>
/// <param name="Email">At most 254 characters.</param>
/// <param name="Password">8 to 128 characters, not a common one.</param>
/// <param name="DisplayName">2 to 100 characters.</param>
/// <param name="Role">homeowner or contractor; operators are made by operators.</param>
[ValidatableType]
public sealed partial record RegisterRequest(
    [property: StringLength(254)] string Email,
    [property: StringLength(PasswordRules.MaxLength)] string Password,
    [property: TextLength(2, 100)] string DisplayName,
    UserRole Role) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!EmailForm().IsMatch(Email.Trim()))
        {
            yield return new("Must be an e-mail address.", [nameof(Email)]);
        }

        if (PasswordRules.Check(Password, Email.Trim(), DisplayName.Trim()) is { } problem)
        {
            yield return new(PasswordRules.Describe(problem), [nameof(Password)]);
        }

        if (Role is not (UserRole.Homeowner or UserRole.Contractor))
        {
            yield return new("Must be homeowner or contractor.", [nameof(Role)]);
        }
    }

    [GeneratedRegex(@"^[^@\s\p{C}]+@[^@\s\p{C}]+\.[^@\s\p{C}]+$", RegexOptions.NonBacktracking)]
    private static partial Regex EmailForm();
}

internal static class RegisterAccount
{
    public static async Task<Results<Created<SessionResponse>, Problem>> Register(
        Body<RegisterRequest> body, MarketplaceDb db, PasswordHasher hasher, Sessions sessions, TimeProvider clock, CancellationToken ct)
    {
        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        var user = new User
        {
            Id = clock.NewId(),
            Email = request.Email.Trim(),
            NormalizedEmail = User.Normalize(request.Email),
            PasswordHash = await hasher.HashAsync(request.Password, ct),
            DisplayName = request.DisplayName.Trim(),
            Role = request.Role,
            Plan = Plan.Free,
            CreatedAt = clock.Now(),
        };
        db.Users.Add(user);
        var session = sessions.Open(UserResponse.From(user));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.ViolatesUnique(AccountConstraints.UniqueEmail))
        {
            return new Problem(AccountProblems.EmailTaken, "Sign in, or use another address.");
        }

        return TypedResults.Created("/v1/me", session);
    }
}
