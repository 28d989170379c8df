namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>Every move of a job was told once, in order, and none led where the life of a job does not go.</summary>
internal static class JobEvents
{
    private const string Events = Invariants.Told.With + """
        , moves as (
            select user_id, place, (data ->> 'jobId')::uuid as job_id, data ->> 'status' as status, (data ->> 'version')::int as version
            from told where type = 'job.moved' and user_id not in (select id from erased))
        """;

    // Its owner hears from the beginning, the awarded contractor from the award on.
    public static Invariant Told { get; } = new SqlInvariant(
        "job events",
        "each move was told once, and the last one told is the state",
        Events + " select count(*) from moves",
        Events + """
        , last as (
            select distinct on (user_id, job_id) user_id, job_id, status from moves order by user_id, job_id, version desc)
        select 'job ' || j.id || ' is ' || j.status || ', user ' || p.user_id || ' heard ' || coalesce(l.status, 'nothing')
        from jobs j cross join since cross join lateral (
            values (j.homeowner_id, true), (j.awarded_contractor_id, false)) p (user_id, from_the_beginning)
            left join last l on l.user_id = p.user_id and l.job_id = j.id
        where p.user_id is not null and j.homeowner_id not in (select id from erased) and p.user_id not in (select id from erased)
            and (l.status <> j.status or (l.status is null and j.created_at >= since.at))
        union all
        select 'job ' || m.job_id || ' was never told to be posted' from moves m join jobs j on j.id = m.job_id and j.homeowner_id = m.user_id, since
        where j.created_at >= since.at group by m.job_id having min(m.version) <> 1
        union all
        select 'version ' || version || ' of job ' || job_id || ' was told ' || count(*) || ' times to user ' || user_id
        from moves group by user_id, job_id, version having count(*) > 1
        """);

    public static Invariant NoWayBack { get; } = new SqlInvariant(
        "no way back",
        "each job moved only as its life allows, and was told in order",
        Events + " select count(*) from moves",
        Events + """
        , steps as (
            select job_id, version, status, lag(status) over stream as before, lag(version) over stream as version_before
            from moves window stream as (partition by user_id, job_id order by place))
        select 'job ' || job_id || ' went from ' || before || ' (version ' || version_before || ') to ' || status || ' (' || version || ')'
        from steps where before is not null and (version <= version_before or (before, status) not in (
            ('draft', 'open'), ('draft', 'cancelled'), ('open', 'awarded'), ('open', 'cancelled'), ('open', 'expired'),
            ('awarded', 'in_progress'), ('awarded', 'cancelled'), ('in_progress', 'work_submitted'),
            ('work_submitted', 'in_progress'), ('work_submitted', 'completed')))
        """);
}
