using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Tests.Engine;

public class NameListTests
{
    [Theory]
    [InlineData("PagedList", true)]
    [InlineData("PagedList`1", true)]
    [InlineData("Shop.PagedList", true)]
    [InlineData("T:Shop.PagedList`1", true)]
    [InlineData(" Other , PagedList ", true)]
    [InlineData("Paged", false)]
    [InlineData("List", false)]
    [InlineData("Other.PagedList", false)]
    public async Task A_type_is_named_simply_fully_or_by_documentation_id(string names, bool contains)
    {
        var code = await Bound.Of("namespace Shop { public class PagedList<T>; public class ProductPage : PagedList<int>; }");
        var type = code.World.Type("Shop.PagedList`1")!;
        var list = NameList.Parse(names);
        Assert.Equal(contains, list.Contains(type));
        Assert.Equal(contains, list.Contains(type.Construct(code.World.Compilation.GetSpecialType(SpecialType.System_Int32))));
        Assert.Equal(contains, list.ContainsTypeOrBase(code.World.Type("Shop.ProductPage")));
    }

    [Theory]
    [InlineData("MustBeAdmin", true)]
    [InlineData("MustBeAdminAttribute", true)]
    [InlineData("Admin", false)]
    public async Task An_attribute_is_named_with_or_without_its_suffix(string names, bool contains)
    {
        var code = await Bound.Of("public class MustBeAdminAttribute : Attribute;");
        Assert.Equal(contains, NameList.Parse(names).ContainsAttribute(code.World.Type("MustBeAdminAttribute")));
    }

    [Theory]
    [InlineData("A, B.C`2", true)]
    [InlineData("", false)]
    [InlineData(" , ", false)]
    [InlineData("A;B", false)]
    public void A_list_holds_names_between_commas(string text, bool isValid) => Assert.Equal(isValid, NameList.IsWellFormed(text));
}
