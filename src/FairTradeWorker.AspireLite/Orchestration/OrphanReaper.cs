using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>Kills the processes that a killed DCP left running.</summary>
internal static class OrphanReaper
{
    // DCP's time of a start and the kernel's differ by little; a process that took over the number differs by more.
    private static readonly TimeSpan SameProcess = TimeSpan.FromSeconds(10);

    /// <summary>How many were still there.</summary>
    public static int Kill(IEnumerable<(int Pid, DateTimeOffset StartedAt)> processes)
    {
        int killed = 0;
        foreach ((int pid, DateTimeOffset startedAt) in processes)
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                if ((process.StartTime.ToUniversalTime() - startedAt.UtcDateTime).Duration() < SameProcess)
                {
                    process.Kill(entireProcessTree: true);
                    killed++;
                }
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It has ended meanwhile, which is what is wanted.
                continue;
            }
        }

        return killed;
    }
}
