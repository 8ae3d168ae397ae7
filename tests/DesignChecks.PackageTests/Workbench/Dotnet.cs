using System.Diagnostics;
using System.Text;

namespace DesignChecks.PackageTests.Workbench;

/// <summary>Runs the real command line, as a user's shell would.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public static DotnetRun Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test runner's own MSBuild speaks to its children through these.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // A server that outlives the build would keep our pipes open and the package's DLLs loaded.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        return Run(start);
    }

    private static DotnetRun Run(ProcessStartInfo start)
    {
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', start.ArgumentList)} took longer than {s_patience}:\n{output}");
        }

        process.WaitForExit();
        return new DotnetRun("dotnet " + string.Join(' ', start.ArgumentList), process.ExitCode, output.ToString());
    }

    private static void Add(StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}

/// <summary>What a command printed and how it ended.</summary>
internal sealed record DotnetRun(string Command, int ExitCode, string Output)
{
    public DotnetRun Succeeded()
    {
        Assert.True(ExitCode == 0, $"{Command} ended with {ExitCode}:\n{Output}");
        return this;
    }

    public DotnetRun Failed()
    {
        Assert.True(ExitCode != 0, $"{Command} should have failed:\n{Output}");
        return this;
    }

    /// <summary>The printed lines that hold a text.</summary>
    public IEnumerable<string> Lines(string text) => Output.Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal)).Select(line => line.Trim());
}
