namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>What a reader can live with, and so where it reads.</summary>
public enum Reading
{
    /// <summary>What somebody may act upon next: the primary, or a replica while there is none.</summary>
    Current,

    /// <summary>Job lists and search: the browsing replica, unless the reader has just written something himself.</summary>
    Browsing,

    /// <summary>Counting over many rows: the analytics replica.</summary>
    Analytics,
}
