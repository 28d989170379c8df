using System.Globalization;

namespace FairTradeWorker.Scaling.Rendering;

/// <summary>Everything on one machine with Docker.</summary>
internal static class ComposeFile
{
    private const int FirstPort = 5080;

    public static string Render(ScalingPlan plan) =>
        $$"""
        # {{RenderedFile.Notice}}
        #
        # The whole platform on one machine: docker compose -f infrastructure/docker-compose.yml up --build
        # Not run where this was written, which has no Docker engine; tests read it strictly. No secret is in it:
        # infrastructure/README.md says which variables to set. One balancer short of production: the instances of the
        # API answer on 127.0.0.1:{{FirstPort}} to {{LastPort(plan)}}.
        name: fairtradeworker

        x-process: &process
          restart: unless-stopped
          stop_grace_period: {{ProcessLimits.GraceSeconds(plan.Instance)}}s
          secrets: [signing-key]
          environment:
            ASPNETCORE_ENVIRONMENT: Production
            Auth__SigningKeyFiles__0: /run/secrets/signing-key
            ConnectionStrings__Postgres: {{Names.AppConnection(Secret("FTW_APP_PASSWORD"))}}
            {{string.Join("\n    ", Enumerable.Range(1, plan.Replicas.Count).Select(number =>
                $"ConnectionStrings__PostgresReplica{number}: {Names.AppConnection(Secret("FTW_APP_PASSWORD"), number)}"))}}
            Database__BehindPooler: "true"
            ConnectionStrings__Redis: redis:{{Names.RedisPort}},password={{Secret("FTW_REDIS_PASSWORD")}}
            Scaling__Phase: {{plan.Phases.First().Key}}
            Database__DataFolder: /var/lib/postgresql/data
            # Not published: what Prometheus reads is for the network of these services.
            Management__Port: "{{Names.ManagementPort}}"
          read_only: true
          tmpfs: [/tmp]
          security_opt: ["no-new-privileges:true"]
          healthcheck:
            test: [CMD, /usr/local/bin/healthy]
            interval: {{plan.Instance.ProbeInterval.ToWholeSeconds()}}s
            timeout: {{ProcessLimits.ProbeTimeoutSeconds(plan)}}s
          depends_on:
            migrator: { condition: service_completed_successfully }
            pgbouncer: { condition: service_healthy }
            redis: { condition: service_healthy }

        services:
          api:
            <<: *process
            build: { context: .., dockerfile: infrastructure/Dockerfile, target: api }
            ports: ["127.0.0.1:{{FirstPort}}-{{LastPort(plan)}}:{{Names.HttpPort}}"]
            deploy:
              replicas: {{plan.Autoscaling.MinInstances}}
              resources:
                limits: { cpus: "{{Cores(plan)}}", memory: {{plan.Instance.MemoryMebibytes}}M }

          worker:
            <<: *process
            build: { context: .., dockerfile: infrastructure/Dockerfile, target: worker }
            # Only to see how full it is; what is in it can be read by PostgreSQL's user alone.
            volumes: ["postgres:/var/lib/postgresql/data:ro"]
            deploy:
              replicas: {{plan.Workers.Instances}}
              resources:
                limits: { cpus: "{{Cores(plan)}}", memory: {{plan.Instance.MemoryMebibytes}}M }

          # Runs to completion, on a connection of its own past the pooler.
          migrator:
            build: { context: .., dockerfile: infrastructure/Dockerfile, target: worker }
            command: [--migrate]
            restart: "no"
            secrets: [signing-key]
            environment:
              ASPNETCORE_ENVIRONMENT: Production
              Auth__SigningKeyFiles__0: /run/secrets/signing-key
              ConnectionStrings__Postgres: {{Names.OwnerConnection("postgres", Secret("FTW_OWNER_PASSWORD"))}}
              ConnectionStrings__Redis: redis:{{Names.RedisPort}},password={{Secret("FTW_REDIS_PASSWORD")}}
            depends_on:
              postgres: { condition: service_healthy }

          pgbouncer:
            build: { context: .., dockerfile: infrastructure/Dockerfile, target: pgbouncer }
            restart: unless-stopped
            volumes: ["./pgbouncer/pgbouncer.ini:/etc/pgbouncer/pgbouncer.ini:ro"]
            configs: [{ source: userlist, target: /etc/pgbouncer/userlist.txt }]
            healthcheck:
              test: [CMD, bash, -c, "exec 3<>/dev/tcp/127.0.0.1/{{Names.PoolerPort}}"]
              interval: {{plan.Instance.ProbeInterval.ToWholeSeconds()}}s
            depends_on:
              postgres: { condition: service_healthy }

          postgres:
            image: postgres:17
            restart: unless-stopped
            command: [postgres, {{Settings(plan)}}]
            environment:
              POSTGRES_DB: {{Names.Database}}
              POSTGRES_PASSWORD: {{Secret("FTW_POSTGRES_PASSWORD")}}
              FTW_OWNER_PASSWORD: {{Secret("FTW_OWNER_PASSWORD")}}
              FTW_APP_PASSWORD: {{Secret("FTW_APP_PASSWORD")}}
              FTW_POOLER_PASSWORD: {{Secret("FTW_POOLER_PASSWORD")}}
              FTW_REPLICATOR_PASSWORD: {{Secret("FTW_REPLICATOR_PASSWORD")}}
            volumes:
              - postgres:/var/lib/postgresql/data
              - ./postgres/roles.sql:/etc/fairtradeworker/roles.sql:ro
              - ./postgres/make-roles.sh:/docker-entrypoint-initdb.d/make-roles.sh:ro
            healthcheck:
              test: [CMD, pg_isready, --quiet, --host=127.0.0.1, --username=postgres]
              interval: {{plan.Instance.ProbeInterval.ToWholeSeconds()}}s
              start_period: 60s

        {{string.Join("\n\n", Replicas(plan).Select(number => Replica(plan, number))).Indented(2)}}

          redis:
            image: redis:7
            restart: unless-stopped
            # It may lose anything at any time, so nothing is written to disk and the oldest goes when it is full.
            command: [redis-server, --requirepass, "{{Secret("FTW_REDIS_PASSWORD")}}", --maxmemory, {{plan.Redis.MaxMemoryMebibytes}}mb, --maxmemory-policy, allkeys-lru, --save, "", --appendonly, "no"]
            environment:
              REDISCLI_AUTH: {{Secret("FTW_REDIS_PASSWORD")}}
            healthcheck:
              test: [CMD, redis-cli, -e, ping]
              interval: {{plan.Instance.ProbeInterval.ToWholeSeconds()}}s
            deploy:
              resources:
                limits: { memory: {{ProcessLimits.RedisMebibytes(plan.Redis)}}M }

          prometheus:
            image: prom/prometheus:v2.55.1
            restart: unless-stopped
            command: [--config.file=/etc/prometheus/prometheus.yml, --storage.tsdb.path=/prometheus, --enable-feature=exemplar-storage]
            ports: ["127.0.0.1:{{Names.PrometheusPort}}:{{Names.PrometheusPort}}"]
            volumes: ["./prometheus:/etc/prometheus:ro", "prometheus:/prometheus"]
            healthcheck:
              test: [CMD, wget, -q, -O, "-", "http://127.0.0.1:{{Names.PrometheusPort}}/-/ready"]
              interval: {{plan.Instance.ProbeInterval.ToWholeSeconds()}}s

          alertmanager:
            image: prom/alertmanager:v0.27.0
            restart: unless-stopped
            command: [--config.file=/etc/alertmanager/alertmanager.yml, --storage.path=/alertmanager, --cluster.listen-address=]
            ports: ["127.0.0.1:{{Names.AlertmanagerPort}}:{{Names.AlertmanagerPort}}"]
            volumes: ["./alertmanager:/etc/alertmanager:ro"]
            secrets: [alert-webhook]
            healthcheck:
              test: [CMD, wget, -q, -O, "-", "http://127.0.0.1:{{Names.AlertmanagerPort}}/-/ready"]
              interval: {{plan.Instance.ProbeInterval.ToWholeSeconds()}}s

        configs:
          userlist:
            content: '"{{Names.PoolerUser}}" "{{Secret("FTW_POOLER_PASSWORD")}}"'

        secrets:
          signing-key:
            file: {{Secret("FTW_SIGNING_KEY_FILE")}}
          # One line: the address that alerts are posted to.
          alert-webhook:
            file: {{Secret("FTW_ALERT_WEBHOOK_FILE")}}

        volumes:
          postgres:
          prometheus:
        {{Replicas(plan).Select(number => $"postgres-replica{number}:").Lines().Indented(2)}}

        """;

    private static string Replica(ScalingPlan plan, int number) =>
        $$"""
        # {{Use(plan, number)}}
        postgres-replica{{number}}:
          image: postgres:17
          restart: unless-stopped
          user: postgres
          entrypoint: [/usr/local/bin/start-replica.sh]
          command: [{{Settings(plan)}}]
          environment:
            PGHOST: postgres
            PGUSER: {{Names.Replicator}}
            PGPASSWORD: {{Secret("FTW_REPLICATOR_PASSWORD")}}
            FTW_REPLICA: replica{{number}}
          volumes:
            - postgres-replica{{number}}:/var/lib/postgresql/data
            - ./postgres/start-replica.sh:/usr/local/bin/start-replica.sh:ro
          healthcheck:
            test: [CMD, pg_isready, --quiet, --host=127.0.0.1, --username=postgres]
            interval: {{plan.Instance.ProbeInterval.ToWholeSeconds()}}s
            start_period: 60s
          depends_on:
            postgres: { condition: service_healthy }
        """;

    private static IEnumerable<int> Replicas(ScalingPlan plan) => Enumerable.Range(1, plan.Replicas.Count);

    private static string Use(ScalingPlan plan, int number) => (number == plan.Replicas.Browsing, number == plan.Replicas.Analytics) switch
    {
        (true, true) => "Job browsing, search, analytics and reports.",
        (true, false) => "Job browsing and search.",
        (false, true) => "Analytics and reports.",
        _ => "A spare.",
    };

    private static string Settings(ScalingPlan plan) =>
        $"-c, max_connections={plan.Database.ServerMaxConnections}, -c, superuser_reserved_connections={plan.Database.ServerReservedConnections}";

    private static string Cores(ScalingPlan plan) => (plan.Instance.CpuMillicores / 1000m).ToString(CultureInfo.InvariantCulture);

    private static int LastPort(ScalingPlan plan) => FirstPort + plan.Autoscaling.MinInstances - 1;

    /// <summary>A variable without which Compose refuses to begin.</summary>
    private static string Secret(string variable) => $"${{{variable}:?infrastructure/README.md says what to set}}";
}
