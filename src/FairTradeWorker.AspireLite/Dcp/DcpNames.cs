namespace Aspire.Hosting.Dcp;

/// <summary>Names of DCP's collections, and of our objects in them.</summary>
internal static class DcpNames
{
    public const string Executables = "executables";
    public const string Services = "services";
    public const string ServiceProducerAnnotation = "service-producer";

    public static string Service(string resource, string endpoint) => $"{resource}-{endpoint}".ToLowerInvariant();
}
