namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>
/// Which passwords an account may have: long enough, not common, not the user's own name or address. There are no rules
/// of composition: they make passwords harder to remember and not harder to guess. Safe for any number of threads.
/// </summary>
public static class PasswordRules
{
    /// <summary>The shortest password, in UTF-16 code units: most letters are one, an emoji two.</summary>
    public const int MinLength = 8;

    /// <summary>The longest password, in UTF-16 code units. It bounds what one hash costs.</summary>
    public const int MaxLength = 128;

    /// <summary>The first rule that <paramref name="password"/> breaks, or null when it may be used.</summary>
    /// <param name="password">As the user typed it. Compared without regard to case; never trimmed or logged.</param>
    /// <param name="email">The account's address.</param>
    /// <param name="displayName">The account's name.</param>
    public static PasswordProblem? Check(string password, string email, string displayName)
    {
        return password.Length switch
        {
            < MinLength => PasswordProblem.TooShort,
            > MaxLength => PasswordProblem.TooLong,
            _ when IsIdentity(password, email, displayName) => PasswordProblem.ContainsIdentity,
            _ when CommonPasswords.Contains(password) => PasswordProblem.Common,
            _ => null,
        };
    }

    /// <summary>One English sentence that tells the user what to do about <paramref name="problem"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a member of the enum.</exception>
    public static string Describe(PasswordProblem problem) => problem switch
    {
        PasswordProblem.TooShort => $"Use at least {MinLength} characters.",
        PasswordProblem.TooLong => $"Use at most {MaxLength} characters.",
        PasswordProblem.Common => "This password is among those that are guessed first. Choose another.",
        PasswordProblem.ContainsIdentity => "Your password must not be your e-mail address or your name.",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "Not a known password problem."),
    };

    private static bool IsIdentity(string password, string email, string displayName)
    {
        var at = email.LastIndexOf('@');
        var localPart = at < 0 ? email : email[..at];
        return Same(password, email) || Same(password, localPart) || Same(password, displayName);
    }

    private static bool Same(string password, string identity) =>
        password.Equals(identity, StringComparison.OrdinalIgnoreCase);
}
