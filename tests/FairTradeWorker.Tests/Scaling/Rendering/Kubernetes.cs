using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>The manifests as the Kubernetes client reads them: a field that a kind does not have is refused.</summary>
internal static class Kubernetes
{
    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["postgresql.cnpg.io/v1/Cluster"] = typeof(PostgresCluster),
        ["kustomize.config.k8s.io/v1beta1/Kustomization"] = typeof(Kustomization),
    };

    public static string Folder => Path.Combine(Repository.Root, "infrastructure/kubernetes");

    /// <summary>All objects of the kustomization.</summary>
    public static IReadOnlyList<object> Objects { get; } =
        [.. Kustomized.Resources.SelectMany(file => Read(File.ReadAllText(Path.Combine(Folder, file))))];

    public static Kustomization Kustomized =>
        Assert.IsType<Kustomization>(Assert.Single(Read(File.ReadAllText(Path.Combine(Folder, "kustomization.yaml")))));

    public static IReadOnlyList<object> Read(string yaml) => KubernetesYaml.LoadAllFromString(yaml, Kinds, strict: true);

    public static T Single<T>(string name)
        where T : IMetadata<V1ObjectMeta> =>
        Objects.OfType<T>().Single(found => found.Metadata.Name == name);

    /// <summary>The pod templates of all deployments and jobs, by their names.</summary>
    public static IReadOnlyDictionary<string, V1PodSpec> Pods => Objects.OfType<V1Deployment>()
        .Select(deployment => (deployment.Metadata.Name, deployment.Spec.Template.Spec))
        .Concat(Objects.OfType<V1Job>().Select(job => (job.Metadata.Name, job.Spec.Template.Spec)))
        .ToDictionary(pod => pod.Name, pod => pod.Spec);
}

/// <summary>What is used of kustomize's own kind.</summary>
public sealed class Kustomization
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    public string Namespace { get; set; } = "";
    public List<LabelSet> Labels { get; set; } = [];
    public List<Image> Images { get; set; } = [];
    public List<string> Resources { get; set; } = [];

    public sealed class LabelSet
    {
        public Dictionary<string, string> Pairs { get; set; } = [];
    }

    public sealed class Image
    {
        public string Name { get; set; } = "";
        public string NewTag { get; set; } = "";
    }
}

/// <summary>What is used of CloudNativePG's Cluster, by the names of its reference.</summary>
public sealed class PostgresCluster
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    public V1ObjectMeta Metadata { get; set; } = new();
    public ClusterSpec Spec { get; set; } = new();

    public sealed class ClusterSpec
    {
        public int Instances { get; set; }
        public string ImageName { get; set; } = "";
        public Storage Storage { get; set; } = new();
        public PostgresConfiguration Postgresql { get; set; } = new();
        public ManagedConfiguration Managed { get; set; } = new();
        public BootstrapConfiguration Bootstrap { get; set; } = new();
    }

    public sealed class Storage
    {
        public string Size { get; set; } = "";
    }

    public sealed class PostgresConfiguration
    {
        public Dictionary<string, string> Parameters { get; set; } = [];
    }

    public sealed class ManagedConfiguration
    {
        public List<Role> Roles { get; set; } = [];
    }

    public sealed class Role
    {
        public string Name { get; set; } = "";
        public string Ensure { get; set; } = "";
        public bool Login { get; set; }
        public SecretName PasswordSecret { get; set; } = new();
    }

    public sealed class SecretName
    {
        public string Name { get; set; } = "";
    }

    public sealed class BootstrapConfiguration
    {
        public Initdb Initdb { get; set; } = new();
    }

    public sealed class Initdb
    {
        public string Database { get; set; } = "";
        public string Owner { get; set; } = "";
        public SecretName Secret { get; set; } = new();

        [YamlMember(Alias = "postInitApplicationSQL", ApplyNamingConventions = false)]
        public List<string> PostInitApplicationSql { get; set; } = [];
    }
}
