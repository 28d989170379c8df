using System.CommandLine;
using FairTradeWorker.LocalServers;
using FairTradeWorker.Ops.Seed;
using Npgsql;

namespace FairTradeWorker.Ops.Check;

/// <summary>
/// <c>check</c>: judges whether a database keeps every rule of the marketplace. Exit code 0 when it does, 1 when
/// something is broken, 2 when it could not be judged.
/// </summary>
internal static class CheckCommand
{
    private const int Whole = 0;
    private const int Broken = 1;
    private const int NotJudged = 2;

    public static Command Create()
    {
        var connection = new Option<string?>("--connection")
        {
            Description = "Connection string of a role that may read the tables. Without it ConnectionStrings__Postgres, else "
                + "the database of the AppHost that runs for this repository.",
        };
        var atRest = new Option<bool>("--at-rest")
        {
            Description = "Nobody writes and the Worker has had its time: the outbox must be empty too.",
        };
        var command = new Command(
            "check",
            "Judge whether a database keeps every rule of the marketplace: awards, bids, idempotency keys, messages, events, "
            + "audit log. It only reads, in one snapshot, so the database may be in use.")
        {
            connection, atRest,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(connection), parsed.GetValue(atRest), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? given, bool atRest, CancellationToken cancellationToken)
    {
        try
        {
            var connection = SeedConnection.Find(given);
            connection.Pooling = false;
            await using var dataSource = NpgsqlDataSource.Create(connection);
            Console.WriteLine($"Checking {connection.Database} at {connection.Host}:{connection.Port}");
            var findings = await DatabaseCheck.RunAsync(dataSource, atRest, cancellationToken);
            Console.Write(FindingTable.Render(findings));
            return findings.All(finding => finding.Holds) ? Whole : Broken;
        }
        catch (Exception failure) when (failure is SeedException or LocalServerException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return NotJudged;
        }
    }
}
