using System.Globalization;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>Makes DCP's executable of a process.</summary>
internal sealed class ExecutableManifest(
    DistributedApplicationExecutionContext context, TelemetrySettings telemetry, Task<IReadOnlyDictionary<string, string>> projectOutputs)
{
    // Quick until the first success, then seldom: every probe is a line in the log of a service that logs requests.
    private const string StartupInterval = "500ms";
    private const string SteadyInterval = "10s";
    private const string ProbeTimeout = "5s";

    public async Task<(JsonObject Manifest, ProcessConfiguration Configuration)> CreateAsync(
        ProcessInstance instance, CancellationToken cancellationToken)
    {
        IResource resource = instance.Resource;
        EndpointAnnotation[] endpoints = [.. resource.Annotations.OfType<EndpointAnnotation>()];
        ProcessConfiguration configuration = await ProcessConfiguration
            .ResolveAsync(resource, context, Defaults(instance, endpoints), cancellationToken).ConfigureAwait(false);
        (string path, string directory, string[] leading) = await LocateAsync(resource, cancellationToken).ConfigureAwait(false);
        if (!Directory.Exists(directory))
        {
            throw new DistributedApplicationException($"The working directory {directory} does not exist.");
        }

        var spec = new JsonObject
        {
            ["executablePath"] = path,
            ["workingDirectory"] = directory,
            ["args"] = new JsonArray([.. leading.Concat(configuration.Arguments.Select(a => a.Text)).Select(a => (JsonNode)DcpTemplate.Encode(a))]),
            ["env"] = new JsonArray([.. configuration.Environment.Select(e => new JsonObject
            {
                ["name"] = e.Key,
                ["value"] = DcpTemplate.Encode(e.Value.Text),
            })]),
            ["ambientEnvironment"] = new JsonObject { ["behavior"] = "Inherit" },
            ["healthProbes"] = new JsonArray([.. instance.Probes.SelectMany((p, i) => Probes(resource, p, i, endpoints))]),
        };
        var producers = new JsonArray([.. endpoints.Where(e => e.IsProxied).Select(e => Producer(resource, e))]);
        JsonObject annotations = producers.Count == 0
            ? []
            : new JsonObject { [DcpNames.ServiceProducerAnnotation] = producers.ToJsonString() };
        return (DcpManifest.Create("Executable", instance.Name, spec, annotations), configuration);
    }

    /// <summary>The port the process binds: fixed, or one that DCP chooses for this replica.</summary>
    private static string BindPort(IResource resource, EndpointAnnotation endpoint) =>
        endpoint.TargetPort?.ToString(CultureInfo.InvariantCulture)
        ?? DcpTemplate.PortForServing(DcpNames.Service(resource.Name, endpoint.Name));

    private static JsonObject Producer(IResource resource, EndpointAnnotation endpoint)
    {
        var producer = new JsonObject
        {
            ["serviceName"] = DcpNames.Service(resource.Name, endpoint.Name),
            ["address"] = "127.0.0.1",
        };
        if (endpoint.TargetPort is { } port)
        {
            producer["port"] = port;
        }

        return producer;
    }

    private static IEnumerable<JsonNode> Probes(
        IResource resource, HttpProbeAnnotation probe, int index, EndpointAnnotation[] endpoints)
    {
        EndpointAnnotation endpoint = endpoints.FirstOrDefault(e => probe.EndpointName is null ? e.IsHttp : e.Name == probe.EndpointName)
            ?? throw new DistributedApplicationException(
                $"The HTTP health check of '{resource.Name}' names no endpoint that it has: {probe.EndpointName ?? "http"}.");
        string separator = probe.Path.StartsWith('/') ? string.Empty : "/";
        string url = DcpTemplate.Encode($"{endpoint.UriScheme}://127.0.0.1:{BindPort(resource, endpoint)}{separator}{probe.Path}");
        string name = DcpStatus.ProbeName(index);
        yield return Probe(name + DcpStatus.StartupSuffix, url, "UntilSuccess", StartupInterval, "100ms");
        yield return Probe(name, url, "Continuous", SteadyInterval, SteadyInterval);
    }

    private static JsonObject Probe(string name, string url, string kind, string interval, string initialDelay) => new()
    {
        ["name"] = name,
        ["type"] = "HTTP",
        ["httpProbe"] = new JsonObject { ["url"] = url },
        ["schedule"] = new JsonObject
        {
            ["kind"] = kind,
            ["interval"] = interval,
            ["timeout"] = ProbeTimeout,
            ["initialDelay"] = initialDelay,
        },
    };

    private IEnumerable<KeyValuePair<string, object>> Defaults(ProcessInstance instance, EndpointAnnotation[] endpoints)
    {
        IEnumerable<KeyValuePair<string, object>> ports = endpoints.Where(e => e.TargetPortEnvironmentVariable is not null)
            .Select(e => new KeyValuePair<string, object>(
                e.TargetPortEnvironmentVariable ?? string.Empty, BindPort(instance.Resource, e)));
        if (instance.Resource is not ProjectResource project)
        {
            return ports;
        }

        string urls = string.Join(';', endpoints.Where(e => e.IsHttp && e.TargetPortEnvironmentVariable is null)
            .Select(e => $"{e.UriScheme}://127.0.0.1:{BindPort(project, e)}"));
        return ports.Concat(telemetry.Environment(project.Name, instance.Suffix))
            .Concat(urls.Length == 0 ? [] : [new KeyValuePair<string, object>("ASPNETCORE_URLS", urls)]);
    }

    private async Task<(string Path, string Directory, string[] Leading)> LocateAsync(
        IResource resource, CancellationToken cancellationToken)
    {
        if (resource is ExecutableResource executable)
        {
            return (executable.Command, executable.WorkingDirectory, []);
        }

        string project = resource.Annotations.OfType<ProjectMetadataAnnotation>().FirstOrDefault()?.ProjectPath
            ?? throw new DistributedApplicationException($"'{resource.Name}' is neither a project nor an executable.");
        IReadOnlyDictionary<string, string> outputs = await projectOutputs.WaitAsync(cancellationToken).ConfigureAwait(false);
        return outputs.TryGetValue(project, out string? dll)
            ? (ProjectBuilder.DotnetPath, Path.GetDirectoryName(project) ?? "/", [dll])
            : throw new DistributedApplicationException($"{project} was built, but names no output.");
    }
}
