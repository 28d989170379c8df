using System.Globalization;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>A port that stays the same between runs, kept in a file beside the data of its server.</summary>
internal static class RememberedPort
{
    /// <summary>The remembered port, else the preferred one; when it is taken another free one is taken and said.</summary>
    public static int Choose(string name, string folder, int preferred, Action<string> progress)
    {
        var remembered = Read(folder) ?? preferred;
        var port = remembered;
        if (!FreePort.IsFree(port))
        {
            port = FreePort.Any();
            progress($"{name}: port {remembered} is taken by another program; using {port} from now on");
        }

        File.WriteAllText(FileIn(folder), port.ToString(CultureInfo.InvariantCulture) + "\n");
        return port;
    }

    /// <summary>The port that was chosen last, or null when there is none yet.</summary>
    public static int? Read(string folder) =>
        File.Exists(FileIn(folder)) && int.TryParse(File.ReadAllText(FileIn(folder)).Trim(), CultureInfo.InvariantCulture, out var known)
            && known is > 0 and <= 65535 ? known : null;

    private static string FileIn(string folder) => Path.Combine(folder, "port");
}
