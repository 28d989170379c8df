namespace FairTradeWorker.Ops.Load.Measuring;

/// <summary>One interval of a run.</summary>
/// <param name="At">Its end, in seconds since the start.</param>
/// <param name="Users">Users at its end.</param>
/// <param name="RequestsPerSecond">All answers and failures.</param>
/// <param name="ErrorsPerSecond">What counts as an error, see <see cref="Outcome"/>.</param>
/// <param name="LimitedPerSecond">Answers 429.</param>
/// <param name="P50">Milliseconds; null when nothing was answered as expected. So the others.</param>
/// <param name="Load">The machine meanwhile; null where it cannot be read.</param>
internal sealed record Moment(
    double At, int Users, double RequestsPerSecond, double ErrorsPerSecond, double LimitedPerSecond,
    double? P50, double? P95, double? P99, MachineMoment? Load);

/// <summary>What the machine did during an interval.</summary>
/// <param name="Cores">Busy cores of the whole machine.</param>
/// <param name="LoadAverage">Of the last minute.</param>
/// <param name="Processes">Cores and memory of each watched process with its descendants, by name.</param>
internal sealed record MachineMoment(double Cores, double LoadAverage, IReadOnlyDictionary<string, ProcessMoment> Processes);

/// <param name="Cores">Busy cores.</param>
/// <param name="Megabytes">Resident memory.</param>
internal sealed record ProcessMoment(double Cores, double Megabytes);
