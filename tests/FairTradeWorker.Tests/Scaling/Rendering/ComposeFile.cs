using YamlDotNet.Serialization;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>What is used of the Compose file format, by the names of its specification.</summary>
public sealed class ComposeFile
{
    public string Name { get; set; } = "";

    [YamlMember(Alias = "x-process", ApplyNamingConventions = false)]
    public Service? Process { get; set; }

    public Dictionary<string, Service> Services { get; set; } = [];
    public Dictionary<string, Config> Configs { get; set; } = [];
    public Dictionary<string, Secret> Secrets { get; set; } = [];
    public Dictionary<string, Volume?> Volumes { get; set; } = [];

    public sealed class Service
    {
        public string? Image { get; set; }
        public BuildContext? Build { get; set; }
        public string? User { get; set; }
        public string? Restart { get; set; }
        public string? StopGracePeriod { get; set; }
        public bool ReadOnly { get; set; }
        public List<string> Tmpfs { get; set; } = [];
        public List<string> SecurityOpt { get; set; } = [];
        public List<string> Entrypoint { get; set; } = [];
        public List<string> Command { get; set; } = [];
        public List<string> Ports { get; set; } = [];
        public List<string> Volumes { get; set; } = [];
        public List<string> Secrets { get; set; } = [];
        public List<ConfigUse> Configs { get; set; } = [];
        public Dictionary<string, string> Environment { get; set; } = [];
        public Health? Healthcheck { get; set; }
        public Deployment? Deploy { get; set; }
        public Dictionary<string, Dependency> DependsOn { get; set; } = [];
    }

    public sealed class BuildContext
    {
        public string Context { get; set; } = "";
        public string Dockerfile { get; set; } = "";
        public string Target { get; set; } = "";
    }

    public sealed class ConfigUse
    {
        public string Source { get; set; } = "";
        public string Target { get; set; } = "";
    }

    public sealed class Health
    {
        public List<string> Test { get; set; } = [];
        public string? Interval { get; set; }
        public string? Timeout { get; set; }
        public string? StartPeriod { get; set; }
    }

    public sealed class Deployment
    {
        public int? Replicas { get; set; }
        public ResourceSet Resources { get; set; } = new();
    }

    public sealed class ResourceSet
    {
        public Amounts Limits { get; set; } = new();
    }

    public sealed class Amounts
    {
        public string? Cpus { get; set; }
        public string? Memory { get; set; }
    }

    public sealed class Dependency
    {
        public string Condition { get; set; } = "";
    }

    public sealed class Config
    {
        public string Content { get; set; } = "";
    }

    public sealed class Secret
    {
        public string File { get; set; } = "";
    }

    public sealed class Volume;
}
