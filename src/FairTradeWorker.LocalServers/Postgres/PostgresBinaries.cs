namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>A folder with <c>initdb</c> and <c>postgres</c>.</summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="Major">Major version, such as 15.</param>
/// <param name="Source">Why this one was taken, for the line that a person reads.</param>
internal sealed record PostgresBinaries(string Folder, int Major, string Source)
{
    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");
}
