using System.ComponentModel.DataAnnotations;

namespace Hotline.Server.Identity;

/// <summary>Section <c>Identity</c>.</summary>
public sealed class SessionSettings
{
    public const string Section = "Identity";

    /// <summary>A session ends this long after the sign-in, whatever was done in it.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "24:00:00")]
    public TimeSpan SessionLife { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Failed sign-ins in a row that lock an account.</summary>
    [Range(3, 20)]
    public int LockOutAfter { get; set; } = 5;

    [Range(typeof(TimeSpan), "00:01:00", "24:00:00")]
    public TimeSpan LockOutFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Failures of one address within <see cref="FailureWindow"/> before it must wait; whole offices share an address.</summary>
    [Range(5, 10_000)]
    public int FailuresPerAddress { get; set; } = 50;

    [Range(typeof(TimeSpan), "00:00:10", "24:00:00")]
    public TimeSpan FailureWindow { get; set; } = TimeSpan.FromMinutes(5);

    [Range(typeof(TimeSpan), "00:05:00", "14.00:00:00")]
    public TimeSpan InvitationLife { get; set; } = TimeSpan.FromHours(72);

    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan ResetLife { get; set; } = TimeSpan.FromHours(24);
}
