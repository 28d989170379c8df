using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Turns what AppHost.cs wrote into texts, and knows which of them are secrets.</summary>
internal static class ValueResolver
{
    /// <summary>Null when an optional value is missing.</summary>
    public static async Task<ResolvedValue?> ResolveAsync(object value, CancellationToken cancellationToken)
    {
        object source = value is IResourceBuilder<IResource> builder ? builder.Resource : value;
        string? text = source switch
        {
            string s => s,
            IValueProvider provider => await provider.GetValueAsync(cancellationToken).ConfigureAwait(false),
            _ => Convert.ToString(source, CultureInfo.InvariantCulture),
        };
        return text is null ? null : new ResolvedValue(text, IsSecret(source));
    }

    private static bool IsSecret(object value) => value switch
    {
        ParameterResource { Secret: true } or IResourceWithConnectionString => true,
        EndpointReference or EndpointReferenceExpression => false,
        IValueWithReferences composite => composite.References.Any(IsSecret),
        _ => false,
    };
}
