using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Http;

namespace FairTradeWorker.Marketplace.Platform.Json;

[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(JsonObject))]
// From here on only for the API description: the types of path and query parameters.
[JsonSerializable(typeof(PathId))]
[JsonSerializable(typeof(QueryNumber?))]
[JsonSerializable(typeof(QueryFlag?))]
[JsonSerializable(typeof(QueryText?))]
[JsonSerializable(typeof(QueryDate?))]
[JsonSerializable(typeof(string))]
internal sealed partial class PlatformJson : JsonSerializerContext;
