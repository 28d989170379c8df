namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>Kinds of work on the database. Each has a pool of its own, so that none can starve another.</summary>
public enum DatabaseWork
{
    /// <summary>Short statements that a user waits for.</summary>
    Api,

    /// <summary>Text search, whose cost depends on what people type.</summary>
    Search,

    /// <summary>Counting over many rows.</summary>
    Analytics,

    /// <summary>What no user waits for.</summary>
    Worker,

    /// <summary>Schema changes, which may take as long as they need.</summary>
    Migrator,

    /// <summary>Asking a server how it is.</summary>
    Probe,
}
