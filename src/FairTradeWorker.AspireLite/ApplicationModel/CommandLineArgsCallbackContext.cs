namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a callback of WithArgs may read and change, just before the resource starts.</summary>
public sealed class CommandLineArgsCallbackContext(
    IList<object> args, IResource? resource = null, CancellationToken cancellationToken = default)
{
    public IList<object> Args { get; } = args;

    public IResource? Resource { get; } = resource;

    public CancellationToken CancellationToken { get; } = cancellationToken;
}
