namespace FairTradeWorker.Marketplace.Platform.Caching;

/// <summary>
/// The topics that a request changes. Handlers name them; they are made known after the commit and before the answer,
/// so whoever has the answer sees the change in every list.
/// </summary>
internal sealed class ChangedTopics(CacheTopics topics)
{
    private readonly HashSet<string> changed = [];

    /// <summary>A job of this territory looks different in lists, is new there, or is gone.</summary>
    public void Job(string territoryId) => changed.UnionWith([CacheTopics.Jobs, CacheTopics.JobsOf(territoryId)]);

    /// <summary>A contractor's profile or record.</summary>
    public void Contractor(Guid userId) => changed.UnionWith([CacheTopics.Contractors, CacheTopics.Contractor(userId)]);

    /// <summary>An account.</summary>
    public void User(Guid userId) => changed.Add(CacheTopics.User(userId));

    /// <summary>Makes them known; call it after the commit.</summary>
    public async Task AnnounceAsync()
    {
        if (changed.Count > 0)
        {
            await topics.ChangeAsync(changed);
            changed.Clear();
        }
    }
}
