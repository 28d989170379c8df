using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Paging;

namespace FairTradeWorker.Marketplace.Jobs;

[JsonSerializable(typeof(PostJobRequest))]
[JsonSerializable(typeof(JobContent))]
[JsonSerializable(typeof(Page<JobResponse>))]
internal sealed partial class JobJson : JsonSerializerContext;
