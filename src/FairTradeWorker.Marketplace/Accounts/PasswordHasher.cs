using System.Runtime.InteropServices;
using System.Threading.Channels;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>
/// The bulkhead around password hashing. A hash costs about 0.1 s of CPU on purpose, so a storm of sign-ins must not
/// take the processors away from everybody else: a few threads of our own hash, with lower priority than the
/// threads that answer requests, and whoever would have to wait too long is told so at once.
/// </summary>
public sealed partial class PasswordHasher : IDisposable
{
    private const int Niceness = 5;

    private readonly TimeSpan patience;
    private readonly Channel<Work> queue;

    public PasswordHasher(ScalingPlan plan)
    {
        patience = plan.RateLimits.PasswordPatience;
        queue = Channel.CreateBounded<Work>(plan.RateLimits.PasswordQueue);
        for (var i = 0; i < Math.Max(1, Environment.ProcessorCount / 2); i++)
        {
            new Thread(Hash) { IsBackground = true, Name = "password hashing" }.Start();
        }
    }

    /// <exception cref="OverloadedException">No thread was free in time.</exception>
    public async Task<string> HashAsync(string password, CancellationToken ct) =>
        (string)await RunAsync(() => PasswordHash.Create(password), ct);

    /// <param name="stored">The hash of the account, or null when there is no such account; both take equally long.</param>
    /// <exception cref="OverloadedException">No thread was free in time.</exception>
    public async Task<bool> VerifyAsync(string password, string? stored, CancellationToken ct) =>
        (bool)await RunAsync(() => PasswordHash.Verify(password, stored ?? PasswordHash.Nobody) && stored is not null, ct);

    public void Dispose() => queue.Writer.TryComplete();

    private async Task<object> RunAsync(Func<object> job, CancellationToken ct)
    {
        var work = new Work(job, new(TaskCreationOptions.RunContinuationsAsynchronously), ct);
        if (!queue.Writer.TryWrite(work))
        {
            throw new OverloadedException("Sign-in", retryAfterSeconds: 5);
        }

        try
        {
            return await work.Result.Task.WaitAsync(patience, ct);
        }
        catch (TimeoutException)
        {
            work.Result.TrySetCanceled(CancellationToken.None);
            throw new OverloadedException("Sign-in", retryAfterSeconds: 5);
        }
    }

    private void Hash()
    {
        if (OperatingSystem.IsLinux())
        {
            // 0 is the calling thread; a refusal only means that hashing keeps normal priority.
            _ = SetPriority(which: 0, who: 0, Niceness);
        }

        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (queue.Reader.TryRead(out var work))
            {
                work.Run();
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);

    private sealed record Work(Func<object> Job, TaskCompletionSource<object> Result, CancellationToken Abandoned)
    {
        public void Run()
        {
            // Nobody waits for it any more: hashing it would only make the others wait longer.
            if (Abandoned.IsCancellationRequested || Result.Task.IsCompleted)
            {
                return;
            }

            try
            {
                Result.TrySetResult(Job());
            }
            catch (Exception exception)
            {
                Result.TrySetException(exception);
            }
        }
    }
}
