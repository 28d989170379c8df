namespace Aspire.Hosting.Orchestration;

/// <summary>A value as the process gets it, before DCP fills in ports.</summary>
internal sealed record ResolvedValue(string Text, bool IsSecret);
