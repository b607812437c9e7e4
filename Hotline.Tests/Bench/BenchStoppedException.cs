namespace Hotline.Tests.Bench;

/// <summary>It cannot be measured; the message is one line for whoever started it.</summary>
internal sealed class BenchStoppedException(string message) : Exception(message);
