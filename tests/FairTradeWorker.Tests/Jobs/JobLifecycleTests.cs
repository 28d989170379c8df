using FairTradeWorker.Marketplace.Jobs;

namespace FairTradeWorker.Tests.Jobs;

public sealed class JobLifecycleTests
{
    // The whole state machine once more, by state instead of by command; empty where nothing can be done any more.
    private static readonly Dictionary<JobStatus, JobCommand[]> Expected = new()
    {
        [JobStatus.Draft] = [JobCommand.Publish, JobCommand.Edit, JobCommand.Cancel],
        [JobStatus.Open] = [JobCommand.Edit, JobCommand.Cancel, JobCommand.Award, JobCommand.Expire],
        [JobStatus.Awarded] = [JobCommand.Cancel, JobCommand.Start],
        [JobStatus.InProgress] = [JobCommand.SubmitWork],
        [JobStatus.WorkSubmitted] = [JobCommand.Approve, JobCommand.RequestChanges],
        [JobStatus.Completed] = [],
        [JobStatus.Cancelled] = [],
        [JobStatus.Expired] = [],
    };

    public static TheoryData<JobCommand, JobStatus> EveryCommandInEveryState()
    {
        var all = new TheoryData<JobCommand, JobStatus>();
        foreach (var command in Enum.GetValues<JobCommand>())
        {
            foreach (var status in Enum.GetValues<JobStatus>())
            {
                all.Add(command, status);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(EveryCommandInEveryState))]
    public void A_command_is_possible_exactly_in_its_states(JobCommand command, JobStatus status)
    {
        var expected = Expected[status].Contains(command);

        Assert.Equal(expected, JobLifecycle.From(command).Contains(status));
        Assert.Equal(expected, JobLifecycle.AllowedIn(status).Contains(command));
    }

    [Theory]
    [InlineData(JobCommand.Publish, JobStatus.Open)]
    [InlineData(JobCommand.Edit, null)]
    [InlineData(JobCommand.Cancel, JobStatus.Cancelled)]
    [InlineData(JobCommand.Award, JobStatus.Awarded)]
    [InlineData(JobCommand.Start, JobStatus.InProgress)]
    [InlineData(JobCommand.SubmitWork, JobStatus.WorkSubmitted)]
    [InlineData(JobCommand.Approve, JobStatus.Completed)]
    [InlineData(JobCommand.RequestChanges, JobStatus.InProgress)]
    [InlineData(JobCommand.Expire, JobStatus.Expired)]
    public void A_command_leads_to_its_state(JobCommand command, JobStatus? after) =>
        Assert.Equal(after, JobLifecycle.To(command));

    [Fact]
    public void Every_state_but_the_draft_can_be_reached()
    {
        var reached = Enum.GetValues<JobCommand>().Select(JobLifecycle.To).OfType<JobStatus>().Append(JobStatus.Draft);

        Assert.Equal(Enum.GetValues<JobStatus>().Order(), reached.Distinct().Order());
    }

    [Fact]
    public void A_refusal_names_the_state_and_what_is_possible_in_it()
    {
        var refusal = JobProblems.NotPossible(JobStatus.WorkSubmitted);

        Assert.Equal(JobProblems.InvalidTransition, refusal.Type);
        Assert.Equal("The job is work_submitted.", refusal.Detail);
        Assert.Equal(["approve", "request_changes"], refusal.Allowed);
    }
}
