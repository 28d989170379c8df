using System.Diagnostics;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Plan;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>Makes connection pools as the scaling plan wants them.</summary>
internal sealed class DatabaseConnections(ScalingPlan plan, IOptions<DatabaseOptions> options, ILoggerFactory loggers)
{
    // Longest wait for a server to confirm that it has cancelled a statement; then the connection is given up.
    private static readonly TimeSpan CancellationPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>Where contexts on these connections log.</summary>
    public ILoggerFactory Loggers => loggers;

    /// <summary>A pool to one server for one kind of work; connects when first used.</summary>
    /// <param name="node">The server's name in metrics.</param>
    public NpgsqlDataSource Open(string connectionString, string node, DatabaseWork work) =>
        new NpgsqlDataSourceBuilder(Settings(connectionString, work).ConnectionString) { Name = $"{node}-{work}".ToLowerInvariant() }
            // Commands outside a recorded request (polls, health probes) would drown the traces of the others.
            .ConfigureTracing(tracing => tracing
                .ConfigureCommandFilter(_ => Activity.Current is { Recorded: true })
                .ConfigureCommandSpanNameProvider(command => FirstWord(command.CommandText)))
            .Build();

    /// <summary>The given connection string with the plan's sizes and times.</summary>
    public NpgsqlConnectionStringBuilder Settings(string connectionString, DatabaseWork work)
    {
        var (environment, database) = (options.Value, plan.Database);
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ConnectionIdleLifetime = database.IdleTimeout.ToWholeSeconds(),
            CancellationTimeout = CancellationPatience.ToWholeMilliseconds(),
            // The reset would reach whichever server connection the pooler chooses next.
            NoResetOnClose = environment.BehindPooler,
            // A plan for any words would be wrong for most, so a search is planned each time.
            MaxAutoPrepare = work is DatabaseWork.Search ? 0 : environment.PreparedStatements ?? database.PreparedStatements,
            IncludeErrorDetail = false,
        };
        switch (work)
        {
            case DatabaseWork.Migrator:
                settings.MaxPoolSize = database.MigratorConnections;
                settings.Timeout = database.ConnectTimeout.ToWholeSeconds();
                settings.CommandTimeout = 0;
                break;
            case DatabaseWork.Probe:
                // The monitor and the readiness check, each one at a time.
                settings.MaxPoolSize = 2;
                settings.Timeout = settings.CommandTimeout = 1;
                break;
            default:
                var role = Role(work);
                settings.MaxPoolSize = ConnectionBudget.PoolSize(
                    plan, role, environment.BehindPooler, environment.Processes ?? ConnectionBudget.FewestProcesses(plan));
                settings.Timeout = role.AcquireTimeout.ToWholeSeconds();
                settings.CommandTimeout = role.StatementTimeout.ToWholeSeconds();
                break;
        }

        return settings;
    }

    private DatabaseRole Role(DatabaseWork work) => work switch
    {
        DatabaseWork.Search => plan.Database.Roles.Search,
        DatabaseWork.Analytics => plan.Database.Roles.Analytics,
        DatabaseWork.Worker => plan.Database.Roles.Worker,
        _ => plan.Database.Roles.Api,
    };

    // Names a span "select" or "update"; the statement is in its attributes.
    private static string? FirstWord(string sql) => sql.AsSpan().TrimStart() is { IsEmpty: false } text
        ? text[..(text.IndexOfAny(" \n\r") is > 0 and var end ? end : text.Length)].ToString().ToLowerInvariant()
        : null;
}
