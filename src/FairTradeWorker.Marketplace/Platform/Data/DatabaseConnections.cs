using System.Diagnostics;
using FairTradeWorker.Scaling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>Opens connection pools as the scaling plan wants them.</summary>
internal sealed class DatabaseConnections(ScalingPlan plan, IOptions<DatabaseOptions> options, ILoggerFactory loggers)
{
    /// <summary>Where contexts on these connections log.</summary>
    public ILoggerFactory Loggers => loggers;

    /// <summary>A pool to one server for one use; connects when first used.</summary>
    /// <param name="node">The server's name; with the use's, the name of the pool in the metrics.</param>
    public NpgsqlDataSource Open(string connectionString, string node, DatabaseUse use) =>
        new NpgsqlDataSourceBuilder(DatabaseConnection.For(use, connectionString, plan, options.Value).ConnectionString) { Name = $"{node}-{use.Name}" }
            // Commands outside a recorded request (polls, health probes) would drown the traces of the others.
            .ConfigureTracing(tracing => tracing
                .ConfigureCommandFilter(_ => Activity.Current is { Recorded: true })
                .ConfigureCommandSpanNameProvider(command => FirstWord(command.CommandText)))
            .Build();

    // Names a span "select" or "update"; the statement is in its attributes.
    private static string? FirstWord(string sql) => sql.AsSpan().TrimStart() is { IsEmpty: false } text
        ? text[..(text.IndexOfAny(" \n\r") is > 0 and var end ? end : text.Length)].ToString().ToLowerInvariant()
        : null;
}
