using System.Globalization;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>
/// Says that a folder belongs to this process for as long as it lives: an advisory lock (flock) that the kernel drops
/// with the process, however it ends. The file holds the owner's pid for the message to others.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null and the pid of the holder (0 when it is not known).</summary>
    public static FolderLock? TryTake(string path, out int holder)
    {
        holder = 0;
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            file.Flush();
            return new FolderLock(file);
        }
        catch (IOException) when (file is null && File.Exists(path))
        {
            holder = ReadHolder(path);
            return null;
        }
    }

    public void Dispose() => file.Dispose();

    private static int ReadHolder(string path)
    {
        // Sharing everything takes no lock, so this reads what the holder wrote.
        using var reader = new StreamReader(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return int.TryParse(reader.ReadToEnd().Trim(), CultureInfo.InvariantCulture, out var pid) ? pid : 0;
    }
}
