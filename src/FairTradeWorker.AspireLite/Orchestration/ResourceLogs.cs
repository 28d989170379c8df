using System.Collections.Concurrent;

namespace Aspire.Hosting.Orchestration;

/// <summary>The console logs by the name of their snapshot.</summary>
internal sealed class ResourceLogs(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ResourceLog> logs = new(StringComparer.Ordinal);

    public ResourceLog this[string name] => logs.GetOrAdd(name, _ => new ResourceLog(clock));
}
