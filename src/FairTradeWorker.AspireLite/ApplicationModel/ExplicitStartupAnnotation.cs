namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts when somebody presses Start, not with the application.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
