using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Http;

namespace FairTradeWorker.Marketplace.Platform.Json;

[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class PlatformJson : JsonSerializerContext;
