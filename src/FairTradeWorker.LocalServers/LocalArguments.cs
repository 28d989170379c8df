using System.Globalization;

namespace FairTradeWorker.LocalServers;

/// <summary>What the AppHost's command line says about local servers, apart from what it says to others.</summary>
/// <param name="Reset"><c>--reset</c>: start over with empty data.</param>
/// <param name="Pooler">False by <c>--no-pooler</c>: connect to PostgreSQL directly although PgBouncer is installed.</param>
/// <param name="Monitoring">False by <c>--no-monitoring</c>: leave Prometheus and Alertmanager out although they are installed.</param>
/// <param name="ReplicaCount"><c>--replicas N</c>, as it was written; null when it was not.</param>
/// <param name="Others">The arguments that are not these.</param>
public sealed record LocalArguments(bool Reset, bool Pooler, bool Monitoring, string? ReplicaCount, string[] Others)
{
    private const string ReplicasOption = "--replicas";

    public static LocalArguments Of(IReadOnlyList<string> arguments)
    {
        var (reset, pooler, monitoring, replicas, others) = (false, true, true, (string?)null, new List<string>());
        for (var index = 0; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--reset":
                    reset = true;
                    break;
                case "--no-pooler":
                    pooler = false;
                    break;
                case "--no-monitoring":
                    monitoring = false;
                    break;
                case ReplicasOption:
                    index++;
                    replicas = index < arguments.Count ? arguments[index] : "";
                    break;
                case var given when given.StartsWith($"{ReplicasOption}=", StringComparison.Ordinal):
                    replicas = given[(ReplicasOption.Length + 1)..];
                    break;
                case var other:
                    others.Add(other);
                    break;
            }
        }

        return new(reset, pooler, monitoring, replicas, [.. others]);
    }

    /// <summary>How many standbys to run.</summary>
    /// <exception cref="LocalServerException">What was written is not a number of them.</exception>
    public int Replicas => ReplicaCount is null ? 0
        : int.TryParse(ReplicaCount, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= LocalEnvironmentOptions.MostReplicas ? count
        : throw new LocalServerException(
            $"{ReplicasOption} wants a number from 0 to {LocalEnvironmentOptions.MostReplicas}; this is '{ReplicaCount}'.");
}
