using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>Length, not kinds of characters (NIST SP 800-63B); and not the user name.</summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int Shortest = 12;
    public const int Longest = 256;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var wrong = new List<IdentityError>();
        if (password is { Length: > Longest })
            wrong.Add(new IdentityError { Code = "PasswordTooLong", Description = $"At most {Longest} characters." });
        if (password is not null && user.UserName is { Length: >= 3 } name && password.Contains(name, StringComparison.OrdinalIgnoreCase))
            wrong.Add(new IdentityError { Code = "PasswordContainsUserName", Description = "It must not contain the user name." });
        return Task.FromResult(wrong.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. wrong]));
    }

    /// <summary>The answer to what Identity refused.</summary>
    public static ProblemHttpResult Refuse(IdentityResult result) => Refused.Because(
        "password_too_weak", new Dictionary<string, string[]>(StringComparer.Ordinal) { ["password"] = [.. result.Errors.Select(error => error.Description)] });

    public static void Configure(IdentityOptions options)
    {
        options.Password.RequiredLength = Shortest;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }
}
