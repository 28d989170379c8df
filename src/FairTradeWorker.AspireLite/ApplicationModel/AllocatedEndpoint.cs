using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where an endpoint is reached, once that is known.</summary>
internal sealed record AllocatedEndpoint(string UriScheme, string Address, int Port)
{
    public string HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}");

    public string Url => $"{UriScheme}://{HostAndPort}";
}
