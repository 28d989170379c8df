namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>What an account may do. An account has exactly one role, given at registration.</summary>
public enum UserRole
{
    /// <summary>Posts jobs and chooses among bids.</summary>
    Homeowner = 1,

    /// <summary>Bids on jobs and does them.</summary>
    Contractor = 2,

    /// <summary>Keeps the platform running; cannot be registered by oneself.</summary>
    Operator = 3,
}
