using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Platform;

/// <summary>Options that are read from a section and checked before the server starts: all classes, all errors, each naming its setting.</summary>
public static class ValidatedOptions
{
    /// <summary>
    /// Binds <typeparamref name="T"/> to the section. Rules are DataAnnotations attributes, <see cref="IValidatableObject"/> (for rules over
    /// several members) and any registered <see cref="IValidateOptions{TOptions}"/>.
    /// </summary>
    public static IServiceCollection AddValidatedOptions<T>(this IServiceCollection services, string section)
        where T : class, new()
    {
        services.AddOptions<T>().BindConfiguration(section);
        return services.AddSingleton<IOptionsCheck>(provider => new OptionsCheck<T>(
            provider.GetRequiredService<IConfiguration>(), section, provider.GetServices<IValidateOptions<T>>()));
    }

    /// <summary>Throws <see cref="StartupRefusedException"/> with every error of every class, after those given.</summary>
    internal static void CheckOptions(this IServiceProvider services, params IEnumerable<string> others)
    {
        var errors = others.Concat(services.GetServices<IOptionsCheck>().SelectMany(check => check.Errors())).ToList();
        try
        {
            // Frameworks register theirs with ValidateOnStart.
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception failure) when (StartupErrors.Explains(failure))
        {
            errors.AddRange(StartupErrors.Lines(failure));
        }

        if (errors.Count > 0)
            throw new StartupRefusedException(errors);
    }
}

internal interface IOptionsCheck
{
    IEnumerable<string> Errors();
}

internal sealed class OptionsCheck<T>(IConfiguration configuration, string section, IEnumerable<IValidateOptions<T>> rules) : IOptionsCheck
    where T : class, new()
{
    public IEnumerable<string> Errors()
    {
        var settings = configuration.GetSection(section);
        var unreadable = settings.AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null && !IsReadable(setting)).OrderBy(setting => setting.Key, StringComparer.Ordinal).ToList();
        if (unreadable.Count > 0)
            return unreadable.Select(setting => $"{section}:{setting.Key}: {Quote(setting)} cannot be read as {Wanted(setting.Key)}.");
        var options = settings.Get<T>() ?? new T();
        return Broken(options);
    }

    // Each setting is bound alone, for the binder stops at the first it cannot read.
    private static bool IsReadable(KeyValuePair<string, string?> setting)
    {
        try
        {
            new ConfigurationBuilder().AddInMemoryCollection([setting]).Build().Get<T>();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private IEnumerable<string> Broken(T options)
    {
        var results = new List<ValidationResult>();
        var context = new ValidationContext(options);
        // The validator leaves rules over several members out once an attribute is broken; here all is said at once.
        if (!Validator.TryValidateObject(options, context, results, validateAllProperties: true) && options is IValidatableObject whole)
            results.AddRange(whole.Validate(context));
        var broken = results.SelectMany(result => (result.MemberNames.Any() ? result.MemberNames : [""])
            .Select(member => $"{section}{(member.Length > 0 ? ":" + member : "")}: {result.ErrorMessage}")).Distinct();
        return broken.Concat(rules.Select(rule => rule.Validate(Options.DefaultName, options))
            .Where(result => result.Failed).SelectMany(result => result.Failures ?? []));
    }

    private static string Wanted(string key)
    {
        Type? type = typeof(T);
        foreach (var part in key.Split(':'))
            type = type?.GetProperty(part, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType;
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            null => "a value of that setting",
            { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
            _ when type == typeof(TimeSpan) => "a time span such as 00:00:20",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(Uri) => "an address",
            _ => "a number",
        };
    }

    // A secret may stand here by mistake; short values are shown, others are not.
    private static string Quote(KeyValuePair<string, string?> setting) => setting.Value!.Length <= 20 ? $"'{setting.Value}'" : "the value";
}
