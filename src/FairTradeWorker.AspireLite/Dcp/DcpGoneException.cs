namespace Aspire.Hosting.Dcp;

/// <summary>DCP does not answer any more.</summary>
internal sealed class DcpGoneException(Exception innerException)
    : Exception("DCP, which runs the processes, has died.", innerException);
