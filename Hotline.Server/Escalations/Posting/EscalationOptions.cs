using System.ComponentModel.DataAnnotations;

namespace Hotline.Server.Escalations.Posting;

/// <summary>Section <c>Escalations</c>: how partners are reached.</summary>
public sealed class EscalationOptions : IValidatableObject
{
    public const string Section = "Escalations";

    /// <summary>Hosts that may be http, and may lie in a private network: names (or addresses) as they stand in the partner's URL, without a port.</summary>
    public IList<string> AllowedHosts { get; init; } = [];

    /// <summary>How long one request may take, s.</summary>
    [Range(1, 60)]
    public double AttemptSeconds { get; set; } = 5;

    /// <summary>How long all requests of one post may take together, s; what is left after it is the business of the escalation's own timers.</summary>
    [Range(1, 300)]
    public double DeadlineSeconds { get; set; } = 20;

    /// <summary>Requests after the first.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>Pause before the first retry, ms; it doubles, with jitter. Retry-After of the partner goes before.</summary>
    [Range(1, 60_000)]
    public int RetryMilliseconds { get; set; } = 500;

    /// <summary>How long a partner that did not answer half of its last five or more requests is left alone, s.</summary>
    [Range(1, 600)]
    public double RestSeconds { get; set; } = 15;

    /// <summary>Over what time those requests are counted, s.</summary>
    [Range(1, 600)]
    public double RestWindowSeconds { get; set; } = 30;

    /// <summary>Days for which messages of partners are remembered, so that one counts once.</summary>
    [Range(1, 3650)]
    public int RememberDays { get; set; } = 30;

    /// <summary>Domain that names this system to partners that take EIDO.</summary>
    [RegularExpression("^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", ErrorMessage = "must be a domain name in lower case.")]
    public string Issuer { get; set; } = "hotline.invalid";

    /// <param name="host">Of a URL; compared without case.</param>
    public bool Allows(string host) => AllowedHosts.Contains(host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AttemptSeconds > DeadlineSeconds)
            yield return new ValidationResult($"must not be longer than {Section}:{nameof(DeadlineSeconds)}.", [nameof(AttemptSeconds)]);
        foreach (var host in AllowedHosts.Where(host => Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic))
            yield return new ValidationResult($"'{(host.Length <= 60 ? host : "an entry")}' is no host name; leave out scheme, port and path.", [nameof(AllowedHosts)]);
    }
}
