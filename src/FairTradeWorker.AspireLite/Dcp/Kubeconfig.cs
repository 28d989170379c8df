using System.Text.RegularExpressions;

namespace Aspire.Hosting.Dcp;

/// <summary>Where DCP listens and the token it asks for, out of the file it writes: one cluster, one user.</summary>
internal sealed partial record Kubeconfig(Uri Server, string Token)
{
    public static Kubeconfig Parse(string text)
    {
        Match server = ServerLine().Match(text);
        Match token = TokenLine().Match(text);
        return server.Success && token.Success && Uri.TryCreate(server.Groups[1].Value, UriKind.Absolute, out Uri? uri)
            ? new Kubeconfig(uri, token.Groups[1].Value)
            : throw new DistributedApplicationException("DCP's kubeconfig names no server or no token.");
    }

    [GeneratedRegex("""^\s*server:\s*"?([^\s"]+)""", RegexOptions.Multiline)]
    private static partial Regex ServerLine();

    [GeneratedRegex("""^\s*token:\s*"?([^\s"]+)""", RegexOptions.Multiline)]
    private static partial Regex TokenLine();
}
