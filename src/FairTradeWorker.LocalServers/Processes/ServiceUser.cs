using System.Globalization;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>
/// The user that local servers run as. PostgreSQL refuses root and Redis should not have its rights, so for root this
/// is <c>postgres</c>, else <c>nobody</c>; for everybody else it is the caller.
/// </summary>
internal sealed record ServiceUser(string Name, int UserId, int GroupId)
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(10);

    /// <summary>Null when this process is not root and needs no other user.</summary>
    public static ServiceUser? Resolve()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var users = All();
        var user = users.FirstOrDefault(u => u.Name == "postgres") ?? users.FirstOrDefault(u => u.Name == "nobody")
            ?? throw new LocalServerException(
                "This process is root, PostgreSQL refuses to run as root, and there is neither a user 'postgres' nor "
                + "'nobody'. Run as an ordinary user, or: adduser --system postgres");
        return ParentDeath.SetPriv is null
            ? throw new LocalServerException(
                "This process is root and 'setpriv' (package util-linux) is not on PATH, so the servers cannot be run "
                + "as another user. Install it, or run as an ordinary user.")
            : user;
    }

    /// <summary>A prefix that turns a command into one of this user, keeping its process id.</summary>
    public IReadOnlyList<string> Prefix =>
    [
        ParentDeath.SetPriv ?? "setpriv",
        $"--reuid={UserId}", $"--regid={GroupId}", "--init-groups", "--inh-caps=-all", "--no-new-privs", "--",
    ];

    /// <summary>True when this user can search every parent of the folder.</summary>
    public async Task<bool> CanReachAsync(string folder, CancellationToken cancellationToken) =>
        (await CommandRunner.RunAsync(
            new Command("test", "-x", folder).Through(Prefix), CommandLimit, cancellationToken)).Succeeded;

    /// <summary>Makes an empty folder of this user, closed to others.</summary>
    public async Task CreateFolderAsync(string folder, CancellationToken cancellationToken)
    {
        var result = await CommandRunner.RunAsync(
            new Command("install", "-d", "-m", "0700", "-o", $"{UserId}", "-g", $"{GroupId}", folder),
            CommandLimit,
            cancellationToken);
        if (!result.Succeeded)
        {
            throw new LocalServerException($"The folder {folder} cannot be made: {result.Tail}");
        }
    }

    /// <summary>Makes this user the owner of a file.</summary>
    public async Task GiveAsync(string file, CancellationToken cancellationToken)
    {
        var result = await CommandRunner.RunAsync(new Command("chown", $"{UserId}:{GroupId}", file), CommandLimit, cancellationToken);
        if (!result.Succeeded)
        {
            throw new LocalServerException($"The file {file} cannot be given to user '{Name}': {result.Tail}");
        }
    }

    /// <summary>The owner of a path when it is an ordinary user that this machine knows; null for root or unknown.</summary>
    public static async Task<ServiceUser?> OwnerOfAsync(string path, CancellationToken cancellationToken)
    {
        var result = await CommandRunner.RunAsync(
            new Command("stat", "-c", "%u", path), CommandLimit, cancellationToken);
        return int.TryParse(result.Output.Trim(), CultureInfo.InvariantCulture, out var id) && id != 0
            ? All().FirstOrDefault(user => user.UserId == id)
            : null;
    }

    private static IReadOnlyList<ServiceUser> All() =>
    [
        .. File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length >= 4)
            .Select(fields => new ServiceUser(
                fields[0],
                int.Parse(fields[2], CultureInfo.InvariantCulture),
                int.Parse(fields[3], CultureInfo.InvariantCulture))),
    ];
}
