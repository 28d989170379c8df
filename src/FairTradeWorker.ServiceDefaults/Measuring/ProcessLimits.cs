using System.Globalization;

namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>What this process may use: its container's part of the machine, or the whole machine.</summary>
/// <param name="Cores">May be a fraction.</param>
internal sealed record ProcessLimits(double Cores, double MemoryBytes)
{
    /// <summary>Where Linux says it (version 2 of control groups).</summary>
    private const string ControlGroup = "/sys/fs/cgroup";

    public static ProcessLimits Read(string folder = ControlGroup)
    {
        var cpu = Words(Path.Combine(folder, "cpu.max"));
        var memory = Words(Path.Combine(folder, "memory.max"));
        return new(
            cpu is [var quota, var period] && quota != "max" ? Number(quota) / Number(period) : Environment.ProcessorCount,
            memory is [var bytes] && bytes != "max" ? Number(bytes) : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    private static string[] Words(string file) => File.Exists(file) ? File.ReadAllText(file).Trim().Split(' ') : [];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
