namespace FairTradeWorker.LocalServers.Redis;

/// <summary>Which server speaks the Redis protocol.</summary>
public enum RedisServerKind
{
    /// <summary><c>redis-server</c> from PATH.</summary>
    Redis,

    /// <summary>Microsoft Garnet, which comes with this program; a process of its own.</summary>
    Garnet,
}
