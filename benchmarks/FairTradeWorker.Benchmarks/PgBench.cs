using System.Diagnostics;
using System.Globalization;
using FairTradeWorker.LocalServers.Postgres;
using Npgsql;

namespace FairTradeWorker.Benchmarks;

/// <summary>PostgreSQL's own benchmark program, on the same server.</summary>
internal sealed class PgBench
{
    private readonly string program;
    private readonly NpgsqlConnectionStringBuilder connection;

    private PgBench(string program, string connection) => (this.program, this.connection) = (program, new(connection));

    /// <summary>Null when it is not installed.</summary>
    public static PgBench? Find(PostgresServer server)
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), $"/usr/lib/postgresql/{server.Major}/bin"];
        var program = folders.Select(folder => Path.Combine(folder, "pgbench")).FirstOrDefault(File.Exists);
        return program is null ? null : new(program, server.ConnectionString(role: PostgresRole.Owner));
    }

    /// <exception cref="InvalidOperationException">A transaction failed.</exception>
    public async Task<(int Count, Latencies Latencies)> RunAsync(string script, int clients, TimeSpan length, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("pgbench");
        try
        {
            var file = Path.Combine(folder.FullName, "script.sql");
            await File.WriteAllTextAsync(file, script.ReplaceLineEndings("\n"), ct);
            await RunAsync(folder.FullName,
            [
                "--no-vacuum", "--protocol=prepared", $"--client={clients}", "--jobs=1", $"--time={Math.Max(1, (int)length.TotalSeconds)}",
                $"--file={file}", "--log", "--log-prefix=transactions",
            ], ct);
            // "client transaction latency(µs) …", a line each.
            var latencies = folder.EnumerateFiles("transactions*").SelectMany(log => File.ReadLines(log.FullName))
                .Select(line => TimeSpan.FromMicroseconds(long.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture))).ToList();
            return (latencies.Count, new(latencies));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string folder, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGDATABASE"] = connection.Database;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("pgbench does not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"pgbench ended with {process.ExitCode}:\n{await errors}\n{await output}");
        }
    }
}
