using System.Text.Json.Serialization;

namespace FairTradeWorker.Marketplace.Accounts;

[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(AccountContent))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(EraseMeRequest))]
[JsonSerializable(typeof(ErasureReport))]
internal sealed partial class AccountJson : JsonSerializerContext;
