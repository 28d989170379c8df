namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection string of the AppHost's own configuration (<c>ConnectionStrings:{name}</c>).</summary>
internal sealed class ConnectionStringParameterResource(string name, Func<string> value, string? environmentVariableName)
    : ParameterResource(name, value, secret: true), IResourceWithConnectionString
{
    public string? ConnectionStringEnvironmentVariable => environmentVariableName;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{(ParameterResource)this}");
}
