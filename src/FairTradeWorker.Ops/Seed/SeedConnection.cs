using FairTradeWorker.LocalServers;
using Npgsql;

namespace FairTradeWorker.Ops.Seed;

/// <summary>Finds the database to fill.</summary>
internal static class SeedConnection
{
    private const string Variable = "ConnectionStrings__Postgres";
    private const string SolutionFile = "FairTradeWorker.sln";

    /// <summary>What was given, else the environment's, else that of the AppHost that runs for this repository.</summary>
    /// <exception cref="SeedException">None of the three is there, or what is there is no connection string.</exception>
    public static NpgsqlConnectionStringBuilder Find(string? given)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(FindText(given));
        }
        catch (ArgumentException)
        {
            // Its message may quote what was given, with the password.
            throw new SeedException("The connection string is not one of PostgreSQL: Host=…;Port=…;Database=…;Username=…;Password=…");
        }
    }

    private static string FindText(string? given)
    {
        var asked = given ?? Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(asked))
        {
            return asked;
        }

        return (RepositoryFolder() is { } folder ? RunningPostgres.Find(LocalEnvironmentOptions.FromEnvironment(folder)) : null)
            ?? throw new SeedException(
                $"Which database? Name it with --connection or {Variable}, or start the AppHost of this repository, whose "
                + "database is then found:  dotnet run --project src/FairTradeWorker.AppHost");
    }

    private static string? RepositoryFolder()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, SolutionFile)))
                {
                    return folder.FullName;
                }
            }
        }

        return null;
    }
}
