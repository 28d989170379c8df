namespace Aspire.Hosting;

/// <summary>Makes paths of AppHost.cs absolute.</summary>
internal static class PathLookup
{
    /// <summary>A path below <paramref name="baseDirectory"/>, with either slash.</summary>
    public static string FromBase(string baseDirectory, string path) =>
        Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), baseDirectory);

    /// <summary>A bare command stays as it is, to be looked up on PATH; anything with a slash is a path.</summary>
    public static string Command(string baseDirectory, string command) =>
        command.Contains('/', StringComparison.Ordinal) || command.Contains('\\', StringComparison.Ordinal)
            ? FromBase(baseDirectory, command)
            : command;
}
