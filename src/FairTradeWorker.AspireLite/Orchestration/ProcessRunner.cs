using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts, stops and restarts one process through DCP, and keeps its snapshot.</summary>
internal sealed class ProcessRunner(
    ProcessInstance instance, IDcp dcp, ResourceBoard board, ResourceLog log, ExecutableManifest manifests, TimeProvider clock)
    : IDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly WaitGate waits = new(board);
    private readonly string[] probeKeys = [.. instance.Probes.Select(p => p.Key)];
    private readonly Lock starting = new();
    private CancellationTokenSource? start;
    private bool exists;

    public string Name => instance.Name;

    public IResource Resource => instance.Resource;

    private ResourceSnapshot Snapshot => board.Find(Name) ?? throw new InvalidOperationException($"{Name} is not on the board.");

    /// <summary>
    /// Starts the process when what it waits for is there, and returns when DCP was told or the start has failed (the
    /// snapshot says which). Does nothing when it runs or is starting.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var own = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (starting)
        {
            if (start is not null)
            {
                return;
            }

            start = own;
        }

        try
        {
            await gate.WaitAsync(own.Token).ConfigureAwait(false);
            try
            {
                await StartLockedAsync(own.Token).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Somebody pressed Stop while it waited.
            board.Update(Name, s => s with { State = ResourceStates.NotStarted, Reason = null, IsRestarting = false });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Fail(e.Message);
        }
        finally
        {
            lock (starting)
            {
                start = null;
            }
        }
    }

    /// <summary>Stops the process, or its waiting to start, and returns when it has ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (starting)
        {
            start?.Cancel();
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!exists || ResourceStates.IsFinal(Snapshot.State))
            {
                return;
            }

            var patch = new JsonObject { ["spec"] = new JsonObject { ["stop"] = true } };
            await dcp.MergeAsync(DcpNames.Executables, Name, patch, cancellationToken).ConfigureAwait(false);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(StopTimeout);
            try
            {
                await board.WaitAsync(
                    all => all.FirstOrDefault(s => s.Name == Name && ResourceStates.IsFinal(s.State)), timeout.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{Name} did not stop within {StopTimeout.TotalSeconds:0} s.");
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Stops the process and starts it again, its log kept.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        board.Update(Name, s => s with { IsRestarting = true });
        try
        {
            await StopAsync(cancellationToken).ConfigureAwait(false);
            await StartAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            board.Update(Name, s => s with { IsRestarting = false });
        }
    }

    /// <summary>Takes over what DCP says of the process. <paramref name="lifetime"/> ends with the application.</summary>
    public void OnEvent(DcpEvent change, CancellationToken lifetime)
    {
        if (change.IsLeaving || change.Object["status"] is not JsonObject status)
        {
            return;
        }

        bool failedBefore = Snapshot.State == ResourceStates.FailedToStart;
        board.Update(Name, s => DcpStatus.Apply(s, status, probeKeys));
        if (!failedBefore && Snapshot.State == ResourceStates.FailedToStart)
        {
            _ = ReadAsync("system", isError: true, lifetime);
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task StartLockedAsync(CancellationToken cancellationToken)
    {
        ResourceSnapshot before = Snapshot;
        if (exists && !ResourceStates.IsFinal(before.State))
        {
            return;
        }

        bool waiting = Resource.Annotations.OfType<WaitAnnotation>().Any();
        if (waiting)
        {
            string what = WaitGate.Describe(Resource);
            log.Note(what);
            board.Update(Name, s => Fresh(s) with { State = ResourceStates.Waiting, Reason = what, IsRestarting = false });
            if (await waits.WaitAsync(Resource, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                Fail(failure);
                return;
            }
        }

        if (exists)
        {
            await dcp.DeleteAsync(DcpNames.Executables, Name, cancellationToken).ConfigureAwait(false);
            exists = false;
        }

        (JsonObject manifest, ProcessConfiguration configuration) =
            await manifests.CreateAsync(instance, cancellationToken).ConfigureAwait(false);
        board.Update(Name, s => Fresh(s) with
        {
            State = ResourceStates.Starting,
            IsRestarting = false,
            StartedAt = clock.GetUtcNow(),
            Environment = configuration.Environment,
            Arguments = configuration.Arguments,
        });
        await dcp.CreateAsync(DcpNames.Executables, manifest, cancellationToken).ConfigureAwait(false);
        exists = true;
        _ = ReadAsync("stdout", isError: false, CancellationToken.None);
        _ = ReadAsync("stderr", isError: true, CancellationToken.None);
    }

    private static ResourceSnapshot Fresh(ResourceSnapshot s) => s with
    {
        Reason = null,
        ExitCode = null,
        Pid = null,
        StartedAt = null,
        StoppedAt = null,
        Health = DcpStatus.Forget(s.Health),
    };

    private void Fail(string reason)
    {
        log.Note(reason, isError: true);
        board.Update(Name, s => Fresh(s) with
        {
            State = ResourceStates.FailedToStart,
            Reason = reason,
            IsRestarting = false,
            StoppedAt = clock.GetUtcNow(),
        });
    }

    private async Task ReadAsync(string source, bool isError, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (string line in dcp.LogAsync(DcpNames.Executables, Name, source, cancellationToken).ConfigureAwait(false))
            {
                log.Append(line, isError);
            }
        }
        catch (Exception e) when (e is HttpRequestException or ObjectDisposedException)
        {
            log.Note($"{source} cannot be read any more: {e.Message}", isError: true);
        }
        catch (OperationCanceledException)
        {
            log.Note($"{source} is not read any more: the application stops");
        }
    }
}
