using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>The table as a whole.</summary>
public class TableTests
{
    [Fact]
    public void It_has_many_shapes_and_ASPNET_Core_is_asked_for_almost_all()
    {
        var rows = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "DesignChecks.Tests", "Concepts", "Endpoints"), "*Tests.cs")
            .Where(file => Path.GetFileName(file) != nameof(TableTests) + ".cs")
            .SelectMany(file => EndpointTable.RowsIn(File.ReadAllText(file), file))
            .ToArray();
        Assert.True(rows.Length >= 240, $"{rows.Length} rows");
        Assert.True(rows.Count(row => row.IsNotAsked) <= 3, "more are not asked for");
        Assert.True(rows.Count(row => row.Reported.Length > 0) >= 230, $"{rows.Count(row => row.Reported.Length > 0)} rows with an endpoint of ASP.NET Core");
    }

    [Theory]
    [InlineData("// GET /a | safe | unstated | - | single | unpaged | none => GET /a | safe | unstated | - | none", "says twice")]
    [InlineData("// GET ? | safe | unstated | - | single | unpaged | none", "is to say what")]
    [InlineData("// GET ? | safe | unstated | - | single | unpaged | none => POST /a | unsafe | unstated | - | none", "contradicts")]
    [InlineData("// GET /a | safe | unstated | -", "columns")]
    public void A_row_says_what_is_needed(string comment, string complaint) =>
        Assert.Contains(complaint, Assert.ThrowsAny<Exception>(() => EndpointTable.RowsIn(comment, "a").ToArray()).Message);
}
