namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>One try to sign in.</summary>
/// <param name="throttle">Where it has its place.</param>
/// <param name="key">The account's.</param>
/// <param name="wait">Null when the try may go on, else how long to wait before the next.</param>
public sealed class LoginTry(LoginThrottle throttle, string key, TimeSpan? wait) : IAsyncDisposable
{
    private bool isOver = wait is not null;

    /// <summary>Null when the try may go on, else how long to wait before the next.</summary>
    public TimeSpan? Wait => wait;

    /// <summary>The password was wrong.</summary>
    public Task FailedAsync()
    {
        isOver = true;
        return throttle.EndAsync(key, failed: true);
    }

    /// <summary>The password was right, which forgives the failures before it.</summary>
    public Task SucceededAsync()
    {
        isOver = true;
        return throttle.ForgiveAsync(key);
    }

    /// <summary>The try came to no end: no answer was given, so nothing was learnt from it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!isOver)
        {
            isOver = true;
            await throttle.EndAsync(key, failed: false);
        }
    }
}
