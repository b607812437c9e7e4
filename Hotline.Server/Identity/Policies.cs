namespace Hotline.Server.Identity;

/// <summary>Names of the authorization policies; every endpoint and hub method states one (or AllowAnonymous).</summary>
public static class Policies
{
    /// <summary>A channel key (scheme <see cref="ChannelKeyScheme"/>, header <c>X-Channel-Key</c>).</summary>
    public const string Channel = "channel";

    /// <summary>Anybody with a standing session, partners too.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Operator, supervisor or administrator by cookie.</summary>
    public const string Console = "console";

    /// <summary>Operator or supervisor with a line.</summary>
    public const string Worker = "worker";

    /// <summary>An account bound to one partner of one line (<see cref="HotlineClaims.Partner"/>), and to nothing else.</summary>
    public const string Partner = "partner";

    /// <summary>Supervisor (administrators too).</summary>
    public const string Supervisor = "supervisor";
    public const string Administrator = "administrator";

    public const string ChannelKeyScheme = "ChannelKey";

    /// <summary>The console's cookie; the default scheme.</summary>
    public const string SessionScheme = "Session";
}

/// <summary>Claim types beside the standard ones. NameIdentifier is the worker id (32 hex digits).</summary>
public static class HotlineClaims
{
    public const string Line = "hotline:line";

    /// <summary>Id of the partner whose hand-overs an account of role partner sees; <see cref="Line"/> says of which line.</summary>
    public const string Partner = "hotline:partner";
    public const string KeyId = "hotline:key";
    public const string Channel = "hotline:channel";
    public const string DisplayName = "hotline:name";

    /// <summary>Id of the session, for signing out of it.</summary>
    public const string Session = "hotline:session";

    /// <summary>Security stamp of the account at sign-in.</summary>
    public const string Stamp = "hotline:stamp";
}
