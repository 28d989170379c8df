using FairTradeWorker.Scaling;
using Microsoft.Extensions.Configuration;

namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>
/// The database servers of the platform: <c>ConnectionStrings__Postgres</c> and, where there are any,
/// <c>ConnectionStrings__PostgresReplica1</c> and so on. Which one is the primary is what they say themselves.
/// </summary>
internal sealed class DatabaseNodes : IAsyncDisposable
{
    /// <summary>The connection string's name: <c>ConnectionStrings__Postgres</c>.</summary>
    public const string ConnectionName = "Postgres";

    private readonly ScalingPlan plan;
    private volatile DatabaseNode primary;

    public DatabaseNodes(IConfiguration configuration, DatabaseConnections connections, ScalingPlan plan)
    {
        this.plan = plan;
        var given = configuration.GetConnectionString(ConnectionName) ?? throw new InvalidOperationException(
            $"ConnectionStrings__{ConnectionName} is not set; the AppHost sets it, or name a PostgreSQL server yourself.");
        primary = new("primary", given, connections);
        Replicas =
        [
            .. Enumerable.Range(1, plan.Replicas.Count)
                .Select(number => (number, text: configuration.GetConnectionString($"{ConnectionName}Replica{number}")))
                .TakeWhile(replica => !string.IsNullOrWhiteSpace(replica.text))
                .Select(replica => new DatabaseNode($"replica{replica.number}", replica.text ?? "", connections)),
        ];
        All = [primary, .. Replicas];
    }

    /// <summary>Everything that is configured; the first one was the primary when this process was configured.</summary>
    public IReadOnlyList<DatabaseNode> All { get; }

    public IReadOnlyList<DatabaseNode> Replicas { get; }

    /// <summary>Where is written: the configured primary, or a replica that was promoted since.</summary>
    public DatabaseNode Primary
    {
        get => primary;
        set => primary = value;
    }

    /// <summary>False while only replicas answer: reads go on, writes are refused at once.</summary>
    public bool CanWrite => Replicas.Count == 0 || primary.State is { Answers: true, IsWritable: true };

    /// <summary>Where to read, the best first; never empty. Whoever fails on one goes on with the next.</summary>
    /// <param name="mustBeCurrent">The reader has written a moment ago and must see it.</param>
    public IReadOnlyList<DatabaseNode> For(Reading reading, bool mustBeCurrent = false)
    {
        var first = primary;
        if (Replicas.Count == 0)
        {
            return [first];
        }

        List<DatabaseNode> order = [];
        if (!mustBeCurrent && Preferred(reading) is { State.InRotation: true } replica)
        {
            order.Add(replica);
        }

        if (first.State.Answers)
        {
            order.Add(first);
        }

        order.AddRange(All.Where(node => node.State.Answers).OrderBy(node => node.State.Staleness ?? TimeSpan.MaxValue));
        order.Add(first);
        return [.. order.Distinct()];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in All)
        {
            await node.DisposeAsync();
        }
    }

    private DatabaseNode? Preferred(Reading reading)
    {
        var number = reading switch
        {
            Reading.Browsing => plan.Replicas.Browsing,
            Reading.Analytics => plan.Replicas.Analytics,
            _ => 0,
        };
        return number > 0 ? Replicas.ElementAtOrDefault(number - 1) : null;
    }
}
