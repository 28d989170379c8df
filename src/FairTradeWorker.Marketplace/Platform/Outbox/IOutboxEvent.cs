namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>An event record of a feature; it is written to the outbox as JSON under its <see cref="Type"/>.</summary>
public interface IOutboxEvent
{
    /// <summary>Name of the event on the wire, such as <c>bid.placed</c>. Never changed once it was written.</summary>
    static abstract string Type { get; }

    /// <summary>The job or conversation whose events must stay in order.</summary>
    Guid AggregateId { get; }
}
