namespace FairTradeWorker.Ops.Load.Accounts;

/// <summary>
/// Every user signs in with the password of the seed, as in day1-launch.js. Each costs the API a password hash, so this
/// is for few users, or for measuring just that.
/// </summary>
internal sealed class PasswordSignIn(SeededAccounts accounts) : ISignIn
{
    public ValueTask<string?> OpenAsync(int user, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    public string EmailOf(int user) => accounts.EmailOf(user);
}
