namespace Aspire.Hosting.Bundle;

/// <summary>Aspire's engine on this machine: DCP, which runs processes, and the dashboard.</summary>
internal sealed record AspireBundle(string DcpPath, string DashboardPath)
{
    /// <summary>The version that the resource service's contract is that of.</summary>
    public const string Version = "13.5.4";

    /// <summary>The bundle in a folder that holds dcp/ and managed/, or null.</summary>
    public static AspireBundle? In(string folder)
    {
        var bundle = new AspireBundle(
            Path.Combine(folder, "dcp", "dcp"), Path.Combine(folder, "managed", "aspire-managed"));
        return File.Exists(bundle.DcpPath) && File.Exists(bundle.DashboardPath) ? bundle : null;
    }
}
