using System.Globalization;

namespace FairTradeWorker.Scaling.Rendering;

/// <summary>The numbers of <c>infrastructure/load-tests/day1-launch.js</c>, as a module that k6 imports.</summary>
internal static class LoadTestOptions
{
    public static string Render(ScalingPlan plan)
    {
        var tests = plan.LoadTests;
        return $$"""
            // {{RenderedFile.Notice}}

            // Users at the same time, and for how long. A user makes one visit after another.
            export const scenarios = {
            {{string.Join('\n', tests.Scenarios.Select(scenario =>
                $"  '{scenario.Key}': {{ executor: 'constant-vus', vus: {scenario.Value.Users}, duration: '{Seconds(scenario.Value.Duration)}' }},"))}}
              // The first day in {{tests.DayOneCurve.Sum(stage => stage.Duration.TotalMinutes).ToString(CultureInfo.InvariantCulture)}} minutes.
              'day-one-curve': {
                executor: 'ramping-vus',
                startVUs: 0,
                stages: [
            {{string.Join('\n', tests.DayOneCurve.Select(stage =>
                $"      {{ duration: '{Seconds(stage.Duration)}', target: {stage.Users} }},"))}}
                ],
              },
            };

            // What is promised to users.
            export const thresholds = {
              http_req_duration: ['p(50)<{{plan.Targets.ApiP50.ToWholeMilliseconds()}}', 'p(95)<{{plan.Targets.ApiP95.ToWholeMilliseconds()}}'],
              http_req_failed: ['rate<{{(plan.Targets.ErrorPercent / 100).ToString(CultureInfo.InvariantCulture)}}'],
            };

            // Percent of the users.
            export const mix = { homeowner: {{tests.HomeownerPercent}}, contractor: {{tests.ContractorPercent}}, operator: {{tests.OperatorPercent}} };

            // Seconds between two requests of a user.
            export const think = { shortest: {{Number(tests.ShortestThink)}}, longest: {{Number(tests.LongestThink)}} };

            // What all users of the first day do together.
            export const day = {
              users: {{plan.Phases.First().Value.Users}},
              activeUsers: {{plan.Phases.First().Value.DailyActiveUsers}},
              jobs: {{plan.LaunchDay.Jobs}},
              bids: {{plan.LaunchDay.Bids}},
              messages: {{plan.LaunchDay.Messages}},
            };

            """;
    }

    private static string Seconds(TimeSpan time) => $"{time.ToWholeSeconds()}s";

    private static string Number(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
