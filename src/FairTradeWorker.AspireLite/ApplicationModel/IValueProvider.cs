namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known when resources start: a parameter, an endpoint's port, a connection string.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}
