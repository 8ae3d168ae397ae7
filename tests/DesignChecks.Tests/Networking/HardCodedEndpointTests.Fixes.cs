using DesignChecks.Rules.Networking;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Networking;

public partial class HardCodedEndpointTests
{
    [Fact]
    public Task Says_what_is_fixed_and_what_stands_there() => Rule
        .Says("'stock.acme.internal:8443' is fixed in code, so every environment calls the same server, and a move or a failover needs a new build; read the address from configuration, or call the service by a name that is resolved")
        .Says("'queue' is fixed in code, so every environment calls the same broker, and a move or a failover needs a new build; read the address from configuration, or call the service by a name that is resolved")
        .Says("'redis.acme.com:6379' is fixed in code, so every environment calls the same cache, and a move or a failover needs a new build; read the address from configuration, or call the service by a name that is resolved")
        .Says("'sql-prod.acme.com' is fixed in code, so every environment calls the same database, and a move or a failover needs a new build; read the address from configuration, or call the service by a name that is resolved")
        .Reports("""
            using Microsoft.EntityFrameworkCore;
            using RabbitMQ.Client;
            using StackExchange.Redis;
            class Startup
            {
                void Add(IServiceCollection services)
                {
                    services.AddHttpClient("stock", client => client.BaseAddress = new Uri([|"https://stock.acme.internal:8443/v1"|]));
                    services.AddSingleton(new ConnectionFactory { HostName = [|"queue"|] });
                    services.AddSingleton(ConnectionMultiplexer.Connect([|"redis.acme.com:6379,password=secret"|]));
                    services.AddDbContext<DbContext>(options => options.UseSqlServer([|"Server=tcp:sql-prod.acme.com,1433;Database=Orders;User Id=sa;Password=secret"|]));
                }
            }
            """);
}
