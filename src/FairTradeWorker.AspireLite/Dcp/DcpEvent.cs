using System.Text.Json.Nodes;

namespace Aspire.Hosting.Dcp;

/// <summary>ADDED, MODIFIED or DELETED, and the object as it is now.</summary>
internal sealed record DcpEvent(string Type, JsonObject Object)
{
    public string Name => (string?)Object["metadata"]?["name"] ?? string.Empty;

    /// <summary>True from the request to delete on: what is said of such an object concerns its end only.</summary>
    public bool IsLeaving => Type == "DELETED" || Object["metadata"]?["deletionTimestamp"] is not null;
}
