using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Section <c>Edge</c>: what stands between the callers and this process.</summary>
public sealed class EdgeOptions
{
    public const string Section = "Edge";

    /// <summary>
    /// Addresses (<c>10.0.0.7</c>) and networks (<c>10.0.0.0/8</c>) of the proxies whose <c>X-Forwarded-For</c> and
    /// <c>X-Forwarded-Proto</c> are believed. Empty: nobody's are.
    /// </summary>
    public IList<string> TrustedProxies { get; init; } = [];
}

/// <summary>
/// Finds the address that a request really came from: the last one of <c>X-Forwarded-For</c> that no trusted proxy has.
/// What stands before it anybody can have written.
/// </summary>
internal static class TrustedProxies
{
    // Set by some container images and hosts; ASP.NET Core then believes everybody.
    private const string BelieveEverybody = "ForwardedHeaders_Enabled";

    public static void AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EdgeOptions>().BindConfiguration(EdgeOptions.Section)
            .Validate(edge => edge.TrustedProxies.All(proxy => TryParse(proxy, out _)),
                "Edge:TrustedProxies takes addresses such as 10.0.0.7 and networks such as 10.0.0.0/8.")
            .Validate(_ => !configuration.GetValue<bool>(BelieveEverybody),
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED lets every caller choose his address; name your proxies in Edge:TrustedProxies instead.")
            .ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<EdgeOptions>>((options, edge) => Apply(options, edge.Value));
    }

    public static void UseTrustedProxies(this WebApplication app)
    {
        // The middleware believes everybody when it is given no proxies.
        if (app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }
    }

    /// <summary>An address is a network of one.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    private static void Apply(ForwardedHeadersOptions options, EdgeOptions edge)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in edge.TrustedProxies)
        {
            if (TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }
    }
}
