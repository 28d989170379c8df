using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>Command lines of PostgreSQL's programs, run as the service user in a clean environment.</summary>
internal static class PostgresCommands
{
    // PGDATA, PGOPTIONS, LC_* and the like of the caller must not reach the server.
    private static readonly string[] CleanEnvironment =
        ["/usr/bin/env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/tmp", "LC_ALL=C.UTF-8", "TZ=UTC"];

    // On SIGTERM the shell asks PostgreSQL for a fast shutdown (SIGINT): its own SIGTERM would wait for every client.
    // A wait that a signal interrupts returns early, hence the loop. The shell has one thread, so PostgreSQL's
    // parent-death signal fires exactly when the shell is killed.
    private const string StopFast =
        """
        server=; stopping=
        stop() { stopping=1; if [ -n "$server" ]; then kill -INT "$server" 2>/dev/null; fi; }
        trap stop TERM INT HUP
        "$@" &
        server=$!
        if [ -n "$stopping" ]; then stop; fi
        while :; do
          wait "$server"; code=$?
          kill -0 "$server" 2>/dev/null || exit "$code"
        done
        """;

    public static Command Initdb(PostgresBinaries binaries, ServiceUser? user, string dataFolder) =>
        new Command(
            binaries.Initdb, "-D", dataFolder, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", "--no-instructions")
        .Through(CleanEnvironment).Through(ParentDeath.Prefix(user, "KILL"));

    /// <summary>PostgreSQL without a server process: runs the statements on its input, one per line, then ends.</summary>
    public static Command SingleUser(
        PostgresBinaries binaries, ServiceUser? user, string dataFolder, string database) =>
        new Command(
            binaries.Postgres, "--single", "-D", dataFolder, "-c", "exit_on_error=on", "-c", "log_checkpoints=off",
            "-c", "fsync=off", database)
        .Through(CleanEnvironment).Through(ParentDeath.Prefix(user, "KILL"));

    /// <summary>Another of PostgreSQL's programs, which does one thing and ends.</summary>
    public static Command Standalone(ServiceUser? user, string program, params string[] arguments) =>
        new Command(program, arguments).Through(CleanEnvironment).Through(ParentDeath.Prefix(user, "KILL"));

    /// <summary>The server itself; it ends (fast shutdown) with the thread that starts it.</summary>
    public static Command Server(
        PostgresBinaries binaries, ServiceUser? user, string dataFolder, int port, PostgresSettings settings) =>
        new Command(binaries.Postgres, (IReadOnlyList<string>)["-D", dataFolder, .. settings.Arguments(port)])
        .Through(CleanEnvironment).Through(ParentDeath.Prefix(user, "INT"));

    /// <summary>The server under a process that turns SIGTERM into a fast shutdown and ends after it.</summary>
    public static Command StoppableServer(
        PostgresBinaries binaries, ServiceUser? user, string dataFolder, int port, PostgresSettings settings) =>
        Server(binaries, user, dataFolder, port, settings).Through(["/bin/sh", "-c", StopFast, "ftw-postgres"]);
}
