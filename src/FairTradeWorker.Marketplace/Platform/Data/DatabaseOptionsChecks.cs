using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>A user has both a name and a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateDatabaseUsersAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => value is DatabaseUsers users &&
        Half(users) is { } half
        ? new($"{DatabaseOptions.Section}:Users:{half} needs both a Name and a Password, or neither.")
        : ValidationResult.Success;

    private static string? Half(DatabaseUsers users) => new (string Key, DatabaseUser? User)[]
    {
        (nameof(users.Api), users.Api), (nameof(users.Search), users.Search), (nameof(users.Worker), users.Worker),
        (nameof(users.Analytics), users.Analytics),
    }.FirstOrDefault(entry => entry.User is { } user && (string.IsNullOrEmpty(user.Name) || string.IsNullOrEmpty(user.Password))).Key;
}

/// <summary>The console is named as a whole.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidatePoolerAdminAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => value is PoolerAdminOptions admin &&
        (string.IsNullOrEmpty(admin.Host) || string.IsNullOrEmpty(admin.Name) || string.IsNullOrEmpty(admin.Password) || admin.Port is < 1 or > 65535)
        ? new($"{DatabaseOptions.Section}:PoolerAdmin needs Host, Name, Password and a Port from 1 to 65535.")
        : ValidationResult.Success;
}
