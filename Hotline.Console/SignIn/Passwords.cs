namespace Hotline.Console.SignIn;

/// <summary>What the form checks before the server decides.</summary>
public static class Passwords
{
    /// <summary>Characters; NIST SP 800-63B asks for length, not for kinds of characters.</summary>
    public const int Shortest = 12;
}
