namespace FairTradeWorker.Scaling.Rendering;

/// <summary>PgBouncer's configuration.</summary>
public static class PgBouncerIni
{
    /// <summary>The file's text. It holds no secret: who may connect stands in the file that the setup names.</summary>
    public static string Render(ScalingPlan plan, PoolerSetup setup)
    {
        var pooler = plan.Pooler;
        return $"""
            ; {RenderedFile.Notice}
            ; To be filled in by the operator, outside the repository: {setup.Authentication.UserFile} with the lines
            ;   "{setup.Authentication.User}" "<its password>"
            ;   "{setup.Authentication.Monitor}" "<its password>"

            [databases]
            {string.Join('\n', setup.Nodes.Select(node => Line(plan, setup, node)))}

            [pgbouncer]
            listen_addr = {setup.ListenAddress}
            listen_port = {setup.ListenPort}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {setup.Authentication.UserFile}
            auth_user = {setup.Authentication.User}
            auth_query = SELECT username, password FROM pgbouncer.get_auth($1)
            stats_users = {setup.Authentication.Monitor}
            ; A line for every client that comes and goes says nothing about thousands of them.
            log_connections = 0
            log_disconnections = 0
            ; What clients send at the start and the server need not hear.
            ignore_startup_parameters = extra_float_digits

            pool_mode = {pooler.PoolMode}
            max_client_conn = {pooler.MaxClientConnections}
            ; Of each pair of database and user.
            min_pool_size = {pooler.MinPoolSize}
            default_pool_size = {pooler.DefaultPoolSize}
            reserve_pool_size = {pooler.ReservePoolSize}
            reserve_pool_timeout = {pooler.ReservePoolTimeout.ToWholeSeconds()}
            ; Of each database that says nothing else, by this process: two of PgBouncer would open twice as many.
            max_db_connections = {pooler.MaxDbConnections}
            query_wait_timeout = {pooler.QueryWaitTimeout.ToWholeSeconds()}
            server_connect_timeout = {plan.Database.ConnectTimeout.ToWholeSeconds()}
            server_idle_timeout = {plan.Database.IdleTimeout.ToWholeSeconds()}
            server_lifetime = {pooler.ServerLifetime.ToWholeSeconds()}
            {PreparedStatements(plan, setup)}

            """;
    }

    // Databases that one server answers share what it may be asked for; so do those behind one name of several servers,
    // because one of these may be all that is left.
    private static string Line(ScalingPlan plan, PoolerSetup setup, PoolerNode node)
    {
        var sharing = setup.Nodes.Count(other => other.Host == node.Host && other.Port == node.Port);
        var share = sharing == 1 ? "" : $" max_db_connections={plan.Pooler.MaxDbConnections / sharing}";
        return $"{node.Name} = host={node.Host} port={node.Port} dbname={node.Database}{share}";
    }

    private static string PreparedStatements(ScalingPlan plan, PoolerSetup setup) => setup.KeepsPreparedStatements
        ? $"max_prepared_statements = {plan.Pooler.MaxPreparedStatements}"
        : "; Older than 1.21: clients must not prepare statements (Max Auto Prepare=0).";
}
