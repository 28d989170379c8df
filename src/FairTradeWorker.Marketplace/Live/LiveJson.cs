using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Bids;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Messaging;

namespace FairTradeWorker.Marketplace.Live;

[JsonSerializable(typeof(JobMoved))]
[JsonSerializable(typeof(BidMoved))]
[JsonSerializable(typeof(MessageSent))]
[JsonSerializable(typeof(JobMovedData))]
[JsonSerializable(typeof(BidMovedData))]
[JsonSerializable(typeof(MessageSentData))]
internal sealed partial class LiveJson : JsonSerializerContext;
