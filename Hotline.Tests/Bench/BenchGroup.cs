namespace Hotline.Tests.Bench;

/// <summary>Cases that share a setting and are measured in one go.</summary>
internal abstract class BenchGroup
{
    /// <summary>For <c>--only</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Names of its cases; <c>--only</c> takes them too and then runs no others where they can be told apart.</summary>
    public abstract IReadOnlyList<string> Cases { get; }

    /// <summary>False: only when it is asked for.</summary>
    public virtual bool IsUsual => true;

    /// <param name="wanted">Cases to measure.</param>
    public abstract Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel);
}
