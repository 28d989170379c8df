namespace FairTradeWorker.Ops.Load.Http;

/// <summary>What came is not an HTTP/1.1 answer as this client understands it, or it was cut off.</summary>
internal sealed class BadAnswerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The server closed a connection before it answered anything: nobody can know whether it read the request.</summary>
internal sealed class HungUpException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>No whole answer came within the client's patience.</summary>
internal sealed class PatienceException(Exception? inner = null) : Exception("No answer in time.", inner);
