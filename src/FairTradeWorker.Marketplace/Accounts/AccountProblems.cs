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

    public static IReadOnlyList<ProblemType> All { get; } =
        [EmailTaken, InvalidCredentials, InvalidRefreshToken, TooManyFailedLogins];
}
