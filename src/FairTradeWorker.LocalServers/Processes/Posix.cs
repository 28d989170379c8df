using System.Runtime.InteropServices;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>The few POSIX calls that .NET has no name for.</summary>
internal static partial class Posix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>SIGSTOP: the process hangs, whatever it was doing, until <see cref="Resume"/>.</summary>
    public static readonly int Pause = OperatingSystem.IsMacOS() ? 17 : 19;

    /// <summary>SIGCONT.</summary>
    public static readonly int Resume = OperatingSystem.IsMacOS() ? 19 : 18;

    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal; false when the process is gone.</summary>
    /// <exception cref="LocalServerException">The process may not be signalled by this user.</exception>
    public static bool Signal(int pid, int signal)
    {
        if (kill(pid, signal) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess
            ? false
            : throw new LocalServerException($"Process {pid} cannot be stopped by this user (errno {error}).");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
