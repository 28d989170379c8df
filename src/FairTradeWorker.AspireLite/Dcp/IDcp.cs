using System.Text.Json.Nodes;

namespace Aspire.Hosting.Dcp;

/// <summary>The five calls to DCP's API that orchestration needs.</summary>
internal interface IDcp
{
    /// <summary>Creates an object; DCP acts on it at once.</summary>
    Task CreateAsync(string plural, JsonObject manifest, CancellationToken cancellationToken);

    /// <summary>Merges <paramref name="patch"/> into an object.</summary>
    Task MergeAsync(string plural, string name, JsonObject patch, CancellationToken cancellationToken);

    /// <summary>Deletes an object and returns when it is gone, so that its name can be used again.</summary>
    Task DeleteAsync(string plural, string name, CancellationToken cancellationToken);

    /// <summary>Every object there is, then every change. Throws <see cref="DcpGoneException"/> when DCP has died.</summary>
    IAsyncEnumerable<DcpEvent> WatchAsync(string plural, CancellationToken cancellationToken);

    /// <summary>The lines of an object's stdout, stderr or system log, each with its time, until the object is deleted.</summary>
    IAsyncEnumerable<string> LogAsync(string plural, string name, string source, CancellationToken cancellationToken);
}
