namespace Aspire.Hosting.Dcp;

/// <summary>
/// DCP runs environment values, arguments and probe addresses through Go's text/template. Texts of ours are escaped, so
/// that a password with two braces stays one; what is meant for the template travels between two private characters.
/// </summary>
internal static class DcpTemplate
{
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    /// <summary>Stands for the port this process must bind to serve <paramref name="service"/>.</summary>
    public static string PortForServing(string service) => $"{Open}portForServing \"{service}\"{Close}";

    /// <summary>Makes the text that DCP expands to <paramref name="value"/>.</summary>
    public static string Encode(string value) => value
        .Replace("{{", "{{\"{{\"}}", StringComparison.Ordinal)
        .Replace($"{{{Open}", "{{\"{\"}}" + Open, StringComparison.Ordinal)
        .Replace($"{Open}", "{{", StringComparison.Ordinal)
        .Replace($"{Close}", "}}", StringComparison.Ordinal);

    /// <summary>What to show of the value before DCP has chosen the port.</summary>
    public static string Display(string value) => value
        .Replace(Open, '<').Replace(Close, '>');
}
