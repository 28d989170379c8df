using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>A connection string that may be missing: then its variable is left out.</summary>
internal sealed class OptionalValue(IResourceWithConnectionString resource) : IValueProvider, IValueWithReferences
{
    public IEnumerable<object> References => [resource];

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await resource.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DistributedApplicationException)
        {
            // Only "has no value" is thrown as this type, and that is what optional allows.
            return null;
        }
    }
}
