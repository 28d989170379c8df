using System.Data.Common;

namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>What a server says of itself.</summary>
/// <param name="Timeline">0 for a server in recovery.</param>
/// <param name="Position">How far its log has been written, or replayed.</param>
internal sealed record NodeAnswer(bool InRecovery, uint Timeline, ulong Position);

/// <summary>
/// Asks one server. One question at a time: a server that does not answer is not asked again before it does. Silence
/// is not yet death on a busy machine, so the last answer holds until it is too old; a refusal is believed at once.
/// </summary>
internal sealed class NodeProbe(DatabaseNode node)
{
    // The flushed position: what was acknowledged lies before it. A standby's timeline is not to be had by everybody.
    private const string Question = """
        select pg_is_in_recovery(),
            case when pg_is_in_recovery() then '00000000' else substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8) end,
            (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end - '0/0')::bigint
        """;

    private Task<NodeAnswer>? asked;

    /// <summary>The last answer and when it came; null after a refusal, and before the first answer.</summary>
    public (NodeAnswer Answer, TimeSpan At)? Last { get; private set; }

    /// <summary>Asks, and waits for at most <paramref name="patience"/>.</summary>
    /// <param name="now">A clock that only rises.</param>
    public async Task AskAsync(TimeSpan patience, Func<TimeSpan> now, CancellationToken ct)
    {
        if (asked is null or { IsCompleted: true })
        {
            asked = ReadAsync();
        }

        try
        {
            Last = (await asked.WaitAsync(patience, ct), now());
        }
        catch (TimeoutException)
        {
            // Silent for now.
        }
        catch (DbException)
        {
            Last = null;
        }
    }

    private async Task<NodeAnswer> ReadAsync()
    {
        await using var command = node.DataSource(DatabaseUse.Probe).CreateCommand(Question);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        return new(reader.GetBoolean(0), Convert.ToUInt32(reader.GetString(1), 16), (ulong)reader.GetInt64(2));
    }
}
