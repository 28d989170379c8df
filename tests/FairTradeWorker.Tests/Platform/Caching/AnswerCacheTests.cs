using FairTradeWorker.Marketplace.Platform.Caching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FairTradeWorker.Tests.Platform.Caching;

/// <summary>The cache within one process, without Redis.</summary>
public sealed class AnswerCacheTests
{
    private static readonly AnswerCache Cache = MarketplaceApp.Services.GetRequiredService<AnswerCache>();

    [Fact]
    public async Task Of_any_number_who_miss_at_once_one_reads_the_database()
    {
        var place = NewPlace();
        var (reads, release) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var readers = Enumerable.Range(0, 50).Select(_ => FindAsync(place, async () =>
        {
            Interlocked.Increment(ref reads);
            await release.Task;
        })).ToList();
        release.SetResult();
        await Task.WhenAll(readers);
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task An_answer_that_is_kept_is_not_read_again_and_another_place_is()
    {
        var reads = 0;
        var (place, other) = (NewPlace(), NewPlace());
        foreach (var asked in new[] { place, place, other })
        {
            await FindAsync(asked, () => Task.FromResult(Interlocked.Increment(ref reads)));
        }

        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task A_failed_read_fails_all_who_waited_for_it_and_is_not_kept()
    {
        var place = NewPlace();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var readers = Enumerable.Range(0, 10).Select(_ => FindAsync(place, () => release.Task)).ToList();
        release.SetException(new TimeoutException("The database is away."));
        foreach (var reader in readers)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => reader);
        }

        Assert.NotNull(await FindAsync(place, () => Task.CompletedTask));
    }

    private static CachePlace NewPlace() => new(CacheKind.JobListings, $"{Guid.NewGuid()}", Topic: null);

    private static Task<CachedOk<string>?> FindAsync(CachePlace place, Func<Task> read) =>
        Cache.FindAsync<string>(new DefaultHttpContext(), place, async (_, _) =>
        {
            await read();
            return place.Key;
        });
}
