using DesignChecks.Benchmarks;

// dotnet run -c Release --project tests/DesignChecks.Benchmarks -- FOLDER_OR_RSP … [--rounds 5] [--only NAME,NAME] [--documents 10] [--no-own] [--other NAME=DLL]
// Each .rsp holds the compiler arguments of one project, one a line. To capture them:
//   dotnet msbuild PROJECT -t:Compile -p:DesignTimeBuild=true -p:SkipCompilerExecution=true -p:ProvideCommandLineArgs=true -getItem:CscCommandLineArgs
var inputs = new List<string>();
var rounds = 5;
var documents = 10;
var countOwn = true;
string[]? only = null;
var others = new List<AnalyzerSet>();
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--rounds":
            rounds = int.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture);
            break;
        case "--documents":
            documents = int.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture);
            break;
        case "--only":
            only = args[++i].Split(',');
            break;
        case "--no-own":
            countOwn = false;
            break;
        case "--other":
            var other = args[++i].Split('=', 2);
            others.Add(AnalyzerSet.Other(other[0], other[1]));
            break;
        default:
            inputs.Add(args[i]);
            break;
    }
}

if (inputs.Count == 0)
{
    Console.Error.WriteLine("usage: FOLDER_OR_RSP … [--rounds N] [--only NAME,NAME] [--documents N] [--no-own] [--other NAME=DLL]");
    return 2;
}

var solution = CapturedSolution.Load(inputs);
Console.WriteLine($"{solution.Projects.Count} projects, {solution.Files} files, {solution.Lines} lines");
var sets = AnalyzerSet.All().Where(set => only is null || only.Contains(set.Name)).Concat(others).ToList();
new Report(Console.Out).Write(Measurement.Run(solution, sets, rounds, documents, countOwn));
return 0;
