namespace Aspire.Hosting.Orchestration;

/// <summary>One line of a console, numbered from 1 over the resource's whole life.</summary>
internal sealed record LogLine(int Number, string Text, bool IsError);
