using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>A page of graphs, two in a row.</summary>
/// <param name="Uid">Its file's name, and how links name it.</param>
internal sealed record Dashboard(string Uid, string Title, params IReadOnlyList<Panel> Panels)
{
    private const int Width = 12;
    private const int Height = 8;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As Grafana imports it; which Prometheus is asked is chosen there.</summary>
    public string ToJson() => new JsonObject
    {
        ["uid"] = $"ftw-{Uid}",
        ["title"] = $"FairTradeWorker: {Title}",
        ["description"] = RenderedFile.Notice,
        ["tags"] = new JsonArray("fairtradeworker"),
        ["schemaVersion"] = 39,
        ["editable"] = false,
        ["time"] = new JsonObject { ["from"] = "now-1h", ["to"] = "now" },
        ["refresh"] = "15s",
        ["templating"] = new JsonObject
        {
            ["list"] = new JsonArray(new JsonObject { ["name"] = "datasource", ["type"] = "datasource", ["query"] = "prometheus" }),
        },
        ["panels"] = new JsonArray([.. Panels.Select((panel, number) => panel.ToJson(number + 1, new JsonObject
        {
            ["x"] = number % 2 * Width,
            ["y"] = number / 2 * Height,
            ["w"] = Width,
            ["h"] = Height,
        }))]),
    }.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
}

/// <summary>One graph.</summary>
/// <param name="Unit">Grafana's name of the unit.</param>
/// <param name="Warning">A line from which operators are told.</param>
internal sealed record Panel(string Title, string Unit, double? Warning, double? Critical, params IReadOnlyList<Query> Queries)
{
    public Panel(string title, string unit, params IReadOnlyList<Query> queries)
        : this(title, unit, null, null, queries)
    {
    }

    public JsonObject ToJson(int id, JsonObject place) => new()
    {
        ["id"] = id,
        ["type"] = "timeseries",
        ["title"] = Title,
        ["gridPos"] = place,
        ["datasource"] = Source(),
        ["fieldConfig"] = new JsonObject
        {
            ["defaults"] = new JsonObject
            {
                ["unit"] = Unit,
                ["custom"] = new JsonObject { ["thresholdsStyle"] = new JsonObject { ["mode"] = Warning is null ? "off" : "line" } },
                ["thresholds"] = new JsonObject { ["mode"] = "absolute", ["steps"] = new JsonArray([.. Steps()]) },
            },
            ["overrides"] = new JsonArray(),
        },
        ["targets"] = new JsonArray([.. Queries.Select((query, number) => new JsonObject
        {
            ["refId"] = $"{(char)('A' + number)}",
            ["datasource"] = Source(),
            ["expr"] = query.Expression,
            ["legendFormat"] = query.Legend,
            ["exemplar"] = query.Expression.Contains(Series.Duration, StringComparison.Ordinal),
        })]),
    };

    private IEnumerable<JsonObject> Steps()
    {
        yield return new JsonObject { ["color"] = "green", ["value"] = null };
        if (Warning is { } warning)
        {
            yield return new JsonObject { ["color"] = "orange", ["value"] = warning };
        }

        if (Critical is { } critical)
        {
            yield return new JsonObject { ["color"] = "red", ["value"] = critical };
        }
    }

    private static JsonObject Source() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };
}

/// <summary>PromQL, and how its series are named.</summary>
internal sealed record Query(string Expression, string Legend);
