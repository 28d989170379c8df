using System.Text.Json.Nodes;

namespace Aspire.Hosting.Dcp;

internal static class DcpManifest
{
    public static JsonObject Create(string kind, string name, JsonObject spec, JsonObject? annotations = null) => new()
    {
        ["apiVersion"] = "usvc-dev.developer.microsoft.com/v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["annotations"] = annotations ?? [] },
        ["spec"] = spec,
    };
}
