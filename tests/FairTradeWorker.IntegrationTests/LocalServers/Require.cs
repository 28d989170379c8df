using FairTradeWorker.LocalServers;

namespace FairTradeWorker.IntegrationTests.LocalServers;

/// <summary>A server that a laptop lacks skips the test; in CI (variable CI is true) it fails it.</summary>
internal static class Require
{
    public static bool InContinuousIntegration =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The server, or null when this machine lacks it and need not have it.</summary>
    public static async Task<T?> ServerAsync<T>(Func<Task<T>> start)
        where T : class
    {
        try
        {
            return await start();
        }
        catch (LocalServerException missing) when (!InContinuousIntegration && missing.Message.StartsWith("No ", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync(missing.Message);
            return null;
        }
    }

    public static T Running<T>(T? server)
        where T : class
    {
        if (server is null)
        {
            Assert.Skip("The server is not installed on this machine.");
        }

        return server;
    }

    public static string Program(string name)
    {
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(':')
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            Assert.SkipUnless(InContinuousIntegration, $"{name} is not installed on this machine.");
            Assert.Fail($"{name} is not installed on this machine.");
        }

        return path;
    }

    /// <summary>Path of one of PostgreSQL's programs among the machine's packages.</summary>
    public static string PostgresPath(string program) =>
        Directory.Exists("/usr/lib/postgresql") && Directory.GetFiles("/usr/lib/postgresql", program, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).LastOrDefault() is { } path ? path : Program(program);

    /// <summary>Skips where only the npm package could provide PostgreSQL: a test downloads nothing.</summary>
    public static void PostgresProgram()
    {
        if (Environment.GetEnvironmentVariable("FTW_PG_BIN") is not { Length: > 0 } && !Directory.Exists("/usr/lib/postgresql"))
        {
            Program("postgres");
        }
    }
}
