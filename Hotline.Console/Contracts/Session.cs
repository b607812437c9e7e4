namespace Hotline.Contracts;

/// <summary>Body of <c>POST /api/v1/session</c> (cookie set on success; 401 <c>sign_in_failed</c>, 423 <c>locked_out</c>).</summary>
public sealed record SignInRequest(string UserName, string Password);

/// <summary>Answer of <c>GET /api/v1/session</c> (401 when nobody is signed in) and of a sign-in.</summary>
/// <param name="Line">The line the worker is on duty for; null for administrators without one.</param>
public sealed record SessionView(string WorkerId, string UserName, string Name, IReadOnlyList<string> Roles, string? Line, LineView? LineInfo);

public sealed record LineView(string Id, string Name, string NameZh, string TimeZone, IReadOnlyList<string> EmergencyNumbers, IReadOnlyList<string> Languages, bool Drill);

/// <summary>Answer of <c>GET /api/v1/session/hints</c>: demo accounts, only in Development; empty otherwise.</summary>
public sealed record SignInHints(bool Development, IReadOnlyList<DemoAccount> DemoAccounts, bool FirstAdministratorNeeded);

public sealed record DemoAccount(string UserName, string Password, string Role, string Line);

/// <summary>Body of <c>POST /api/v1/session/first-administrator</c>; the token stands once in the server's log.</summary>
public sealed record FirstAdministratorRequest(string Token, string UserName, string Name, string Password);

/// <summary>Body of <c>POST /api/v1/session/invitation</c> and of a password reset link: sets the password.</summary>
public sealed record RedeemInvitationRequest(string Token, string Password);
