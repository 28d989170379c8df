namespace Aspire.Hosting.ApplicationModel;

/// <summary>The name of a value, such as <c>{api.bindings.http.url}</c>.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}
