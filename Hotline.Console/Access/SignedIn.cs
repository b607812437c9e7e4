using Hotline.Contracts;

namespace Hotline.Console.Access;

/// <summary>Who is signed in at this console. The server's cookie decides; this is only its picture.</summary>
public sealed class SignedIn(ConsoleApi api)
{
    public SessionView? Session { get; private set; }

    /// <summary>False until the server was asked once.</summary>
    public bool Known { get; private set; }

    /// <summary>The server could not be asked; somebody may be signed in all the same.</summary>
    public bool Unreachable { get; private set; }

    /// <summary>Why the last session ended, as a slug; null when the worker left by choice.</summary>
    public string? EndedBecause { get; private set; }

    public event Action? Changed;

    public bool Has(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
            if (Session?.Roles.Contains(role) == true)
                return true;
        return false;
    }

    /// <summary>Where this person's work begins.</summary>
    public string Home =>
        Has(Roles.Supervisor) ? "board" : Has(Roles.Operator) ? "desk" : Has(Roles.Administrator) ? "admin/lines" : Has(Roles.Partner) ? "partner" : "";

    public async Task Load()
    {
        var answer = await api.ReadSession();
        Unreachable = answer.Passes;
        Become(answer.Value, null);
    }

    public async Task<string?> Enter(string userName, string password)
    {
        var answer = await api.SignIn(new SignInRequest(userName, password));
        if (answer.Succeeded)
            Become(answer.Value, null);
        return answer.Slug;
    }

    public async Task Leave()
    {
        await api.SignOut();
        Become(null, null);
    }

    /// <summary>The server ended the session: disabled, revoked or expired.</summary>
    public void Ended(string reason) => Become(null, reason);

    private void Become(SessionView? session, string? reason)
    {
        Session = session;
        EndedBecause = reason;
        Known = true;
        Changed?.Invoke();
    }
}
