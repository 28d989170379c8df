namespace FairTradeWorker.Ops.Load.Accounts;

/// <summary>How a simulated user comes by a session.</summary>
internal interface ISignIn
{
    /// <summary>A refresh token of a new session of this user, or null when he must sign in with his password.</summary>
    /// <param name="user">His number.</param>
    ValueTask<string?> OpenAsync(int user, CancellationToken cancellationToken);

    /// <summary>Address of his account, for signing in with the password of the seed.</summary>
    string EmailOf(int user);
}
