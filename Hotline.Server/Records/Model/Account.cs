using Microsoft.AspNetCore.Identity;

namespace Hotline.Server.Records.Model;

/// <summary>A person who signs in. The id, as 32 hex digits, is the worker id on the floor.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    /// <summary>The line the person is on duty for; null for administrators without one.</summary>
    public string? Line { get; set; }

    /// <summary>Partner of the line, for an account of role partner; null for everybody else.</summary>
    public string? PartnerId { get; set; }

    /// <summary>Comma-separated languages (<c>zh</c> or <c>zh:3</c>), channels; skills as <c>skill:level</c>.</summary>
    public string Languages { get; set; } = "";
    public string Skills { get; set; } = "";
    public string Channels { get; set; } = "";

    /// <summary>1 (in training) to 5.</summary>
    public int Level { get; set; } = Floor.WorkerProfile.UsualLevel;

    public bool Enabled { get; set; } = true;
}
