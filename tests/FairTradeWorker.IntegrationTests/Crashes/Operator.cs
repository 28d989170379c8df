using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>Replays dead letters, one after the other; each replay is an audited act.</summary>
internal sealed class Operator(Client client, Noticeboard board, IReadOnlyList<Guid> letters)
{
    private static readonly TimeSpan BetweenActs = TimeSpan.FromMilliseconds(100);

    /// <summary>Letters that nobody can handle, so that they are dead again right after.</summary>
    public static async Task<IReadOnlyList<Guid>> PlantAsync(Api api, int count)
    {
        var letters = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        await api.Rows.ExecuteAsync("""
            insert into outbox_messages (id, aggregate_id, type, payload, occurred_at, available_at, attempts, dead_at)
            select id, id, 'nobody.knows', '{}', now(), now(), 3, now() from unnest($1) as id
            """, letters);
        return letters;
    }

    public async Task LiveAsync()
    {
        foreach (var letter in letters.TakeWhile(_ => !board.IsClosed))
        {
            await client.CommandAsync("admin/outbox", letter.ToString(), "replay");
            await Task.Delay(BetweenActs, TestContext.Current.CancellationToken);
        }
    }
}
