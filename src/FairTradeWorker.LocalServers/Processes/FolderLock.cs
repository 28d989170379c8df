using System.Globalization;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>
/// Says that a folder belongs to this process for as long as it lives: an advisory lock (flock) that the kernel drops
/// with the process, however it ends. A second file holds the owner's pid for the message to others, because .NET
/// reads no file that is locked.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null and the pid of the holder (0 when it is not known).</summary>
    public static FolderLock? TryTake(string path, out int holder)
    {
        holder = 0;
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            holder = ReadHolder(path);
            return null;
        }

        File.WriteAllText(PidFileOf(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        return new FolderLock(file);
    }

    /// <summary>Removes the files of a lock that is held by the caller or by nobody.</summary>
    public static void Delete(string path)
    {
        File.Delete(PidFileOf(path));
        File.Delete(path);
    }

    public void Dispose() => file.Dispose();

    private static int ReadHolder(string path) =>
        File.Exists(PidFileOf(path)) && int.TryParse(File.ReadAllText(PidFileOf(path)).Trim(), CultureInfo.InvariantCulture, out var pid)
            ? pid
            : 0;

    private static string PidFileOf(string path) => Path.ChangeExtension(path, ".pid");
}
