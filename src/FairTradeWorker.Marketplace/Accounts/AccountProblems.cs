using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>Problems of signing up and in.</summary>
public static class AccountProblems
{
    public static readonly ProblemType EmailTaken = new("email-taken", 409, "The e-mail address has an account",
        "An account with this address exists already; upper and lower case make no difference.",
        "Sign in, or register with another address.");

    public static readonly ProblemType InvalidCredentials = new("invalid-credentials", 401, "Wrong address or password",
        "There is no account with this address and password. Which of the two is wrong is not told.",
        "Check both and try again.");

    public static readonly ProblemType InvalidRefreshToken = new("invalid-refresh-token", 401,
        "The refresh token is not valid",
        "The token is unknown, expired, signed out, or was used before. Using one twice ends the whole sign-in, " +
        "because one of the two users must be a thief.", "Sign in again.");

    public static readonly ProblemType TooManyFailedLogins = new("too-many-failed-logins", 429,
        "Too many failed sign-ins", "Too many wrong passwords were tried for this address.",
        "Wait as long as `Retry-After` says.");

    public static readonly ProblemType OpenObligations = new("open-obligations", 409,
        "Others still count on this account", "The account has a part in jobs that were awarded and are not finished.",
        "Finish or cancel what `blocking` names, then delete the account.");

    private const int MostNamed = 20;

    public static IReadOnlyList<ProblemType> All { get; } =
        [EmailTaken, InvalidCredentials, InvalidRefreshToken, TooManyFailedLogins, OpenObligations];

    internal static Problem StillObliged(IReadOnlyList<Obligation> obligations) => new(OpenObligations,
        $"Not finished: {string.Join(", ", obligations.Take(MostNamed).Select(one => $"{one.Address} ({one.State})"))}" +
        (obligations.Count > MostNamed ? $" and {obligations.Count - MostNamed} more." : "."))
    {
        Blocking = [.. obligations.Take(MostNamed).Select(one => one.Address)],
    };
}
