namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from the configuration (<c>Parameters:{name}</c>), or from AppHost.cs.</summary>
public class ParameterResource : Resource, IResourceWithoutLifetime, IManifestExpressionProvider, IValueProvider
{
    private readonly Func<string> value;

    internal ParameterResource(string name, Func<string> value, bool secret)
        : base(name)
    {
        this.value = value;
        Secret = secret;
    }

    /// <summary>True when the value must not be shown.</summary>
    public bool Secret { get; }

    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The value. Throws <see cref="DistributedApplicationException"/> when the configuration has none.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(value());
}
