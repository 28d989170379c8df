using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The environment and arguments of one resource, as its annotations say now.</summary>
internal sealed record ProcessConfiguration(
    ImmutableSortedDictionary<string, ResolvedValue> Environment, ImmutableArray<ResolvedValue> Arguments)
{
    public static async Task<ProcessConfiguration> ResolveAsync(
        IResource resource,
        DistributedApplicationExecutionContext context,
        IEnumerable<KeyValuePair<string, object>> defaults,
        CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>(defaults, StringComparer.Ordinal);
        var environment = new EnvironmentCallbackContext(context, resource, variables, cancellationToken);
        foreach (EnvironmentCallbackAnnotation annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(environment).ConfigureAwait(false);
        }

        ImmutableSortedDictionary<string, ResolvedValue>.Builder resolved =
            ImmutableSortedDictionary.CreateBuilder<string, ResolvedValue>(StringComparer.Ordinal);
        foreach ((string name, object value) in variables)
        {
            if (await ValueResolver.ResolveAsync(value, cancellationToken).ConfigureAwait(false) is { } text)
            {
                resolved[name] = text with { IsSecret = text.IsSecret || SecretNames.Matches(name) };
            }
        }

        var args = new List<object>();
        var arguments = new CommandLineArgsCallbackContext(args, resource, cancellationToken);
        foreach (CommandLineArgsCallbackAnnotation annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
        {
            await annotation.Callback(arguments).ConfigureAwait(false);
        }

        ImmutableArray<ResolvedValue>.Builder texts = ImmutableArray.CreateBuilder<ResolvedValue>();
        foreach (object arg in args)
        {
            if (await ValueResolver.ResolveAsync(arg, cancellationToken).ConfigureAwait(false) is { } text)
            {
                texts.Add(text);
            }
        }

        return new ProcessConfiguration(resolved.ToImmutable(), texts.ToImmutable());
    }
}
