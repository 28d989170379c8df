namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>Why a password is refused. <see cref="PasswordRules.Describe"/> says it to people.</summary>
public enum PasswordProblem
{
    /// <summary>Shorter than <see cref="PasswordRules.MinLength"/>.</summary>
    TooShort,

    /// <summary>Longer than <see cref="PasswordRules.MaxLength"/>.</summary>
    TooLong,

    /// <summary>On the list of common passwords.</summary>
    Common,

    /// <summary>The e-mail address, the part of it before the @, or the display name.</summary>
    ContainsIdentity,
}
