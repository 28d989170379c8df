namespace FairTradeWorker.LocalServers;

/// <summary>
/// A prepared server that has not been started: one long-lived process which on SIGTERM stops its server and exits
/// only when the server has gone.
/// </summary>
/// <param name="Name">Name of the server: <c>postgres</c> or <c>redis</c>.</param>
/// <param name="Command">Absolute path of the program.</param>
/// <param name="WorkingDirectory">Absolute path; readable by the user the server runs as.</param>
/// <param name="Arguments">Arguments, unquoted, one element each.</param>
/// <param name="Environment">Variables to set in addition to the inherited ones.</param>
/// <param name="Port">TCP port on 127.0.0.1 that the server will listen on.</param>
public sealed record LocalServerProcess(
    string Name,
    string Command,
    string WorkingDirectory,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    int Port);
