using Npgsql;

namespace FairTradeWorker.Ops.Check;

/// <summary>Something that holds in every committed state of the database, whatever happened to the processes.</summary>
internal abstract record Invariant(string Name, string Rule)
{
    public abstract Task<Finding> JudgeAsync(NpgsqlConnection connection, CancellationToken cancellationToken);
}

/// <summary>An invariant that the database can judge.</summary>
/// <param name="Examined">Selects how many things the rule is about.</param>
/// <param name="Broken">Selects one text for each thing that breaks it.</param>
internal sealed record SqlInvariant(string Name, string Rule, string Examined, string Broken) : Invariant(Name, Rule)
{
    public override async Task<Finding> JudgeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var counting = new NpgsqlCommand(Examined, connection) { CommandTimeout = 0 };
        var examined = (long)(await counting.ExecuteScalarAsync(cancellationToken) ?? 0L);
        await using var looking = new NpgsqlCommand(Broken, connection) { CommandTimeout = 0 };
        await using var reader = await looking.ExecuteReaderAsync(cancellationToken);
        var broken = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            broken.Add(reader.GetString(0));
        }

        return new(Name, Rule, examined, broken);
    }
}
