using FairTradeWorker.Scaling.Plan;
using FairTradeWorker.Scaling.Rules;

namespace FairTradeWorker.Scaling;

/// <summary>
/// Every number that decides how much load the platform takes and how it behaves beyond it. The one place where they
/// are written is <c>infrastructure/scaling.json</c>, which is part of this assembly.
/// </summary>
public sealed record ScalingPlan(
    IReadOnlyDictionary<string, GrowthPhase> Phases,
    LaunchDay LaunchDay,
    Targets Targets,
    Autoscaling Autoscaling,
    InstanceLimits Instance,
    WorkerLimits Workers,
    DatabaseLimits Database,
    PoolerLimits Pooler,
    ReplicaLimits Replicas,
    RedisLimits Redis,
    RateLimits RateLimits,
    StreamLimits Streams,
    CacheLifetimes Caches,
    BreakerLimits Breakers,
    AlertThresholds Alerts,
    TelemetryLimits Telemetry,
    LoadTests LoadTests)
{
    /// <summary>The file's name in the repository, as messages give it.</summary>
    public const string FileName = "infrastructure/scaling.json";

    private const string Resource = "scaling.json";

    /// <summary>The plan that this build carries.</summary>
    /// <exception cref="ScalingPlanException">It is not a valid plan; the message says where and why.</exception>
    public static ScalingPlan Load()
    {
        using var stream = typeof(ScalingPlan).Assembly.GetManifestResourceStream(Resource)
            ?? throw new ScalingPlanException($"{FileName} is not part of this build.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), FileName);
    }

    /// <summary>Reads a plan strictly: each key present, none unknown or twice, every value of its type, every rule kept.</summary>
    /// <param name="json">The plan's text.</param>
    /// <param name="source">Where it stands, for the message.</param>
    /// <exception cref="ScalingPlanException">It is not a valid plan; the message says where and why.</exception>
    public static ScalingPlan Parse(string json, string source)
    {
        var plan = PlanReader.Read(json, source);
        var broken = PlanRules.Broken(plan);
        return broken.Count == 0
            ? plan
            : throw new ScalingPlanException($"{source} contradicts itself:{string.Concat(broken.Select(rule => $"\n- {rule}"))}");
    }

    /// <summary>The growth phase of this name.</summary>
    /// <exception cref="ScalingPlanException">There is none.</exception>
    public GrowthPhase Phase(string name) => Phases.TryGetValue(name, out var phase)
        ? phase
        : throw new ScalingPlanException($"There is no growth phase '{name}'; {FileName} has {string.Join(", ", Phases.Keys)}.");
}
