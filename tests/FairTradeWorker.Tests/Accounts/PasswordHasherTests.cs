using System.Diagnostics;
using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Accounts;

/// <summary>Hashing has the lowest priority of all, so these tests do not run while others use the processors.</summary>
[Collection(nameof(Alone))]
public sealed class PasswordHasherTests
{
    private const string Password = "a long and quiet sentence";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parallel_sign_ins_each_get_their_own_answer()
    {
        using var hasher = new PasswordHasher(ScalingPlan.Load());
        var stored = await hasher.HashAsync(Password, Ct);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            i => hasher.VerifyAsync(i % 2 == 0 ? Password : $"wrong {i}", stored, Ct)));

        Assert.Equal([true, false, true, false], answers);
    }

    [Fact]
    public async Task An_account_that_does_not_exist_has_no_password()
    {
        using var hasher = new PasswordHasher(ScalingPlan.Load());

        Assert.False(await hasher.VerifyAsync(Password, stored: null, Ct));
        Assert.False(await hasher.VerifyAsync("", stored: null, Ct));
        Assert.False(PasswordHash.Verify("", PasswordHash.Nobody));
    }

    [Fact]
    public async Task A_stored_hash_that_cannot_be_read_fails_for_its_caller_and_for_nobody_else()
    {
        using var hasher = new PasswordHasher(ScalingPlan.Load());

        await Assert.ThrowsAsync<FormatException>(() => hasher.VerifyAsync(Password, "broken", Ct));
        Assert.NotEmpty(await hasher.HashAsync(Password, Ct));
    }

    [Fact]
    public async Task A_storm_is_refused_at_once_and_what_was_given_up_is_not_hashed()
    {
        using var hasher = new PasswordHasher(ScalingPlan.Load());
        using var callers = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var start = Stopwatch.GetTimestamp();
        await hasher.HashAsync(Password, Ct);
        var oneHash = Stopwatch.GetElapsedTime(start);

        // Far more than the queue holds: the rest is told at once instead of waiting.
        var storm = Enumerable.Range(0, 400).Select(_ => hasher.HashAsync(Password, callers.Token)).ToList();
        Assert.Contains(storm, sign => sign.Exception?.InnerException is OverloadedException { RetryAfterSeconds: > 0 });
        await callers.CancelAsync();

        // Behind 256 abandoned hashes this one would need far longer.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter((20 * oneHash) + TimeSpan.FromSeconds(2));
        Assert.NotEmpty(await HashWhenThereIsRoomAsync(hasher, patience.Token));
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(storm));
    }

    private static async Task<string> HashWhenThereIsRoomAsync(PasswordHasher hasher, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await hasher.HashAsync(Password, ct);
            }
            catch (OverloadedException)
            {
                await Task.Delay(10, ct);
            }
        }
    }
}
