using System.Text.Json.Serialization;

namespace FairTradeWorker.Marketplace.Analytics;

[JsonSerializable(typeof(LiveStatsResponse))]
[JsonSerializable(typeof(TerritoryMetricsResponse))]
[JsonSerializable(typeof(PlatformAnalyticsResponse))]
internal sealed partial class AnalyticsJson : JsonSerializerContext;
