using System.Collections.Concurrent;

namespace FairTradeWorker.Ops.Load.Journeys;

/// <summary>A write that the API has acknowledged.</summary>
/// <param name="By">Who may read it.</param>
internal abstract record Written(Guid Id, Visitor By)
{
    /// <summary>The table that it is a row of.</summary>
    public abstract string Table { get; }

    /// <summary>The path at which its writer reads it back.</summary>
    public abstract string ReadAt { get; }
}

internal sealed record WrittenJob(Guid Id, Visitor By) : Written(Id, By)
{
    public override string Table => "jobs";

    public override string ReadAt => $"/v1/jobs/{Id}";
}

internal sealed record WrittenBid(Guid Id, Visitor By) : Written(Id, By)
{
    public override string Table => "bids";

    public override string ReadAt => $"/v1/bids/{Id}";
}

/// <param name="Sequence">Its number in the conversation.</param>
internal sealed record WrittenMessage(Guid Id, Visitor By, Guid ConversationId, long Sequence) : Written(Id, By)
{
    public override string Table => "messages";

    public override string ReadAt => $"/v1/conversations/{ConversationId}/messages?after={Sequence - 1}&limit=1";
}

/// <summary>All writes of a run that were acknowledged. For any number of threads.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Written> entries = new();

    public void Add(Written written) => entries.Enqueue(written);

    public IReadOnlyCollection<Written> Entries => entries;
}
