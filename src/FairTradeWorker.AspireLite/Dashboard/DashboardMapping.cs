using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Orchestration;
using Google.Protobuf.WellKnownTypes;
using Resource = Aspire.Hosting.Dashboard.Protocol.Resource;

namespace Aspire.Hosting.Dashboard;

/// <summary>A snapshot as the dashboard wants it.</summary>
internal static class DashboardMapping
{
    /// <summary>What is sent instead of a secret in an environment or an argument.</summary>
    public const string Masked = "●●●●●●●●";

    public static Resource ToProtocol(ResourceSnapshot snapshot)
    {
        var resource = new Resource
        {
            Name = snapshot.Name,
            ResourceType = TypeOf(snapshot.Resource),
            DisplayName = snapshot.Resource.Name,
            Uid = snapshot.Name,
            State = snapshot.State,
            CreatedAt = Timestamp.FromDateTimeOffset(snapshot.CreatedAt),
            StartedAt = Time(snapshot.StartedAt),
            StoppedAt = Time(snapshot.StoppedAt),
        };
        if (snapshot.State is ResourceStates.FailedToStart)
        {
            resource.StateStyle = "error";
        }

        resource.Environment.AddRange(snapshot.Environment.Select(e => new EnvironmentVariable
        {
            Name = e.Key,
            Value = Show(e.Value),
            IsFromSpec = true,
        }));
        resource.Commands.AddRange(DashboardCommands.For(snapshot));
        resource.Properties.AddRange(Properties(snapshot));
        bool inactive = snapshot.State != ResourceStates.Running;
        resource.Urls.AddRange(snapshot.Urls.Select((u, i) => new Url
        {
            EndpointName = u.EndpointName,
            FullUrl = u.Url,
            IsInactive = inactive,
            DisplayProperties = new UrlDisplayProperties { SortOrder = snapshot.Urls.Length - i, DisplayName = u.DisplayName },
        }));
        resource.HealthReports.AddRange(snapshot.Health.Select(h => Report(h.Key, h.Value)));
        resource.Relationships.AddRange(snapshot.Resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(r => new ResourceRelationship { ResourceName = r.Resource.Name, Type = r.Type }));
        return resource;
    }

    public static string TypeOf(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        ExecutableResource => "Executable",
        IResourceWithConnectionString => "ConnectionString",
        ParameterResource => "Parameter",
        _ => resource.GetType().Name,
    };

    private static string Show(ResolvedValue value) => value.IsSecret ? Masked : DcpTemplate.Display(value.Text);

    private static HealthReport Report(string key, HealthReportSnapshot report)
    {
        var mapped = new HealthReport { Key = key, Description = report.Description ?? string.Empty, LastRunAt = Time(report.LastRunAt) };
        if (report.Healthy is { } healthy)
        {
            mapped.Status = healthy ? 0 : 1;
        }

        return mapped;
    }

    private static IEnumerable<ResourceProperty> Properties(ResourceSnapshot snapshot)
    {
        if (snapshot.Reason is { } reason)
        {
            yield return Property("reason", reason, "Reason", highlighted: true);
        }

        if (snapshot.ParentName is { } parent)
        {
            yield return Property("resource.parentName", parent);
        }

        if (snapshot.Value is { } value)
        {
            bool isConnection = snapshot.Resource is IResourceWithConnectionString;
            yield return Property(
                isConnection ? "resource.connectionString" : "Value",
                value.Text,
                isConnection ? null : "Value",
                highlighted: true,
                sensitive: value.IsSecret);
        }

        if (snapshot.Resource.Annotations.OfType<ProjectMetadataAnnotation>().FirstOrDefault() is { } project)
        {
            yield return Property("project.path", project.ProjectPath);
            if (project.LaunchProfileName is { } profile)
            {
                yield return Property("project.launchProfile", profile);
            }
        }

        if (snapshot.Resource is ExecutableResource executable)
        {
            yield return Property("executable.path", executable.Command);
            yield return Property("executable.workDir", executable.WorkingDirectory);
        }

        if (snapshot.Arguments.Length > 0)
        {
            yield return new ResourceProperty
            {
                Name = "executable.args",
                Value = Value.ForList([.. snapshot.Arguments.Select(a => Value.ForString(Show(a)))]),
                IsSensitive = snapshot.Arguments.Any(a => a.IsSecret),
            };
        }

        if (snapshot.Pid is { } pid)
        {
            yield return Property("executable.pid", pid.ToString(CultureInfo.InvariantCulture));
        }

        if (snapshot.MeaningfulExitCode is { } exitCode)
        {
            yield return new ResourceProperty { Name = "resource.exitCode", Value = Value.ForNumber(exitCode) };
        }
    }

    private static ResourceProperty Property(
        string name, string value, string? displayName = null, bool highlighted = false, bool sensitive = false)
    {
        var property = new ResourceProperty
        {
            Name = name,
            Value = Value.ForString(value),
            IsSensitive = sensitive,
            IsHighlighted = highlighted,
        };
        if (displayName is not null)
        {
            property.DisplayName = displayName;
        }

        return property;
    }

    private static Timestamp? Time(DateTimeOffset? time) => time is { } t ? Timestamp.FromDateTimeOffset(t) : null;
}
