using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class OutboundCallCanWaitForEverTests
{
    [Fact]
    public Task Fix_sets_a_limit_of_30_s() => Rule.Fixes(
        """
        using System.Data.Common;
        using Microsoft.EntityFrameworkCore;
        class Stock(DbContext db, DbCommand command)
        {
            const string Shop = [|@"Server=db;Command Timeout = 0;Database=shop"|]; // shop
            private readonly HttpClient _http = new() { Timeout = [|Timeout.InfiniteTimeSpan|] }; // ours
            public async Task<string> Get()
            {
                command.CommandTimeout = [|0|]; // no limit
                db.Database.SetCommandTimeout([|0|]);
                db.Database.SetCommandTimeout([|TimeSpan.Zero|]);
                return await _http.GetStringAsync("/");
            }
        }
        """,
        """
        using System.Data.Common;
        using Microsoft.EntityFrameworkCore;
        class Stock(DbContext db, DbCommand command)
        {
            const string Shop = @"Server=db;Command Timeout = 30;Database=shop"; // shop
            private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) }; // ours
            public async Task<string> Get()
            {
                command.CommandTimeout = 30; // no limit
                db.Database.SetCommandTimeout(30);
                db.Database.SetCommandTimeout(TimeSpan.FromSeconds(30));
                return await _http.GetStringAsync("/");
            }
        }
        """);
}
