using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>
/// Length of a text in UTF-16 code units, both bounds included: at most so many in all, and at least so many besides
/// the white space around it.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class TextLengthAttribute(int minimum, int maximum) : ValidationAttribute
{
    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => value switch
    {
        null => ValidationResult.Success,
        string text when text.AsSpan().Trim().Length >= Minimum && text.Length <= Maximum => ValidationResult.Success,
        _ => new ValidationResult($"Must have {Minimum} to {Maximum} characters, at least {Minimum} of them besides white space around it.",
            validationContext.MemberName is { } member ? [member] : []),
    };
}
