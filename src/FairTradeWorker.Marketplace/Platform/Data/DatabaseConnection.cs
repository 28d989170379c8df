using FairTradeWorker.Scaling;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>Makes the settings of a pool out of where the database is and what the plan allows.</summary>
internal static class DatabaseConnection
{
    /// <summary>How much longer the client waits than the server works: the server's refusal is the one to report.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // Longest wait for a server to confirm that it has cancelled a statement; then the connection is given up.
    private static readonly TimeSpan CancellationPatience = TimeSpan.FromMilliseconds(250);

    /// <param name="given">Names the server; whatever it says of sizes and timeouts is replaced.</param>
    public static NpgsqlConnectionStringBuilder For(DatabaseUse use, string given, ScalingPlan plan, DatabaseOptions options)
    {
        var (database, limits) = (plan.Database, use.Limits(plan.Database.Roles));
        var processes = options.Processes ?? ConnectionBudget.FewestProcesses(plan);
        var most = ConnectionBudget.PoolSize(plan, limits, options.BehindPooler, processes);
        var settings = new NpgsqlConnectionStringBuilder(given)
        {
            MaxPoolSize = most,
            MinPoolSize = use == DatabaseUse.Search || use == DatabaseUse.Analytics ? 0 : Math.Min(most, database.MinConnections / processes),
            Timeout = Seconds(limits.AcquireTimeout),
            CommandTimeout = Seconds(limits.StatementTimeout + Grace),
            ConnectionIdleLifetime = Seconds(database.IdleTimeout),
            CancellationTimeout = CancellationPatience.ToWholeMilliseconds(),
            // A plan for any words would be wrong for most, so a search is planned each time.
            MaxAutoPrepare = use == DatabaseUse.Search ? 0 : options.PreparedStatements ?? database.PreparedStatements,
            // Behind the pooler a session is another's after each transaction, so nothing is ever set for longer than that:
            // there is nothing to reset.
            NoResetOnClose = true,
            IncludeErrorDetail = false,
        };
        if (use.User(options.Users) is { } user)
        {
            (settings.Username, settings.Password) = (user.Name, user.Password);
        }

        if (use == DatabaseUse.Probe)
        {
            // The monitor and the readiness check, each one at a time; whoever is slow to say how he is, is not well.
            (settings.MinPoolSize, settings.MaxPoolSize) = (0, 2);
            (settings.Timeout, settings.CommandTimeout) = (1, 1);
        }

        if (use == DatabaseUse.Migrator)
        {
            (settings.MinPoolSize, settings.MaxPoolSize) = (0, database.MigratorConnections);
            (settings.Timeout, settings.CommandTimeout) = (Seconds(database.ConnectTimeout), 0);
        }

        return settings;
    }

    // The driver counts in seconds.
    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
