using System.Collections.Frozen;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>What can be done to a job.</summary>
public enum JobCommand
{
    Publish = 1,
    Edit = 2,
    Cancel = 3,
    Award = 4,
    Start = 5,
    SubmitWork = 6,
    Approve = 7,
    RequestChanges = 8,
    Expire = 9,
}

/// <summary>
/// The state machine of a job, as a table. Handlers put <see cref="From"/> into the WHERE clause of their update, so
/// that the database decides between parallel commands; a refusal names what <see cref="AllowedIn"/> says.
/// </summary>
public static class JobLifecycle
{
    private static readonly FrozenDictionary<JobCommand, (JobStatus[] From, JobStatus? To)> Moves =
        new Dictionary<JobCommand, (JobStatus[] From, JobStatus? To)>
        {
            [JobCommand.Publish] = ([JobStatus.Draft], JobStatus.Open),
            [JobCommand.Edit] = ([JobStatus.Draft, JobStatus.Open], null),
            [JobCommand.Cancel] = ([JobStatus.Draft, JobStatus.Open, JobStatus.Awarded], JobStatus.Cancelled),
            [JobCommand.Award] = ([JobStatus.Open], JobStatus.Awarded),
            [JobCommand.Start] = ([JobStatus.Awarded], JobStatus.InProgress),
            [JobCommand.SubmitWork] = ([JobStatus.InProgress], JobStatus.WorkSubmitted),
            [JobCommand.Approve] = ([JobStatus.WorkSubmitted], JobStatus.Completed),
            [JobCommand.RequestChanges] = ([JobStatus.WorkSubmitted], JobStatus.InProgress),
            [JobCommand.Expire] = ([JobStatus.Open], JobStatus.Expired),
        }.ToFrozenDictionary();

    /// <summary>The states in which the command can be given.</summary>
    public static IReadOnlyList<JobStatus> From(JobCommand command) => Moves[command].From;

    /// <summary>The state after the command; null when it stays the same.</summary>
    public static JobStatus? To(JobCommand command) => Moves[command].To;

    /// <summary>The commands that can be given in a state.</summary>
    public static IReadOnlyList<JobCommand> AllowedIn(JobStatus status) =>
        [.. Enum.GetValues<JobCommand>().Where(command => Moves[command].From.Contains(status))];
}
