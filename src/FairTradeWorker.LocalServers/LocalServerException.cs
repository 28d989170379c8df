namespace FairTradeWorker.LocalServers;

/// <summary>A local server cannot be found, prepared or started. The message says what a person can do about it.</summary>
public sealed class LocalServerException : Exception
{
    public LocalServerException(string message)
        : base(message)
    {
    }

    public LocalServerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
