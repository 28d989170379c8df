namespace Aspire.Hosting.ApplicationModel;

internal enum WaitType
{
    Healthy,
    Started,
    Completion,
}

internal sealed record WaitAnnotation(IResource Resource, WaitType Type, int ExitCode = 0) : IResourceAnnotation;
