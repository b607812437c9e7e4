namespace Hotline.Server.Identity;

/// <summary>Sign-ins by worker id; no user name, address or name of a person.</summary>
internal static partial class IdentityLog
{
    [LoggerMessage(1101, LogLevel.Information, "Worker {Worker} signed in.")]
    public static partial void SignedIn(this ILogger logger, string worker);

    [LoggerMessage(1102, LogLevel.Information, "Worker {Worker} signed out.")]
    public static partial void SignedOut(this ILogger logger, string worker);

    [LoggerMessage(1103, LogLevel.Warning, "A sign-in was refused: {Reason}.")]
    public static partial void SignInRefused(this ILogger logger, string reason);

    [LoggerMessage(1104, LogLevel.Warning, "No administrator exists yet. Open the sign-in page and enter this one-time token, good until {Until:u}: {Token}")]
    public static partial void FirstAdministratorToken(this ILogger logger, DateTimeOffset until, string token);

    [LoggerMessage(1105, LogLevel.Warning, "The sign-out could not be recorded; the cookie is deleted at this browser only.")]
    public static partial void SignOutNotRecorded(this ILogger logger, Exception failure);

    [LoggerMessage(1106, LogLevel.Information, "An administrator exists now; the first-administrator token is void.")]
    public static partial void FirstAdministratorCreated(this ILogger logger);
}
