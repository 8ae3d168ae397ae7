namespace DesignChecks.Tests.Companions;

public class LogTemplateFixTests
{
    private static Companion Fix => new("CA2254");

    [Fact]
    public Task Interpolated_messages_become_templates() => Fix.Fixes(
        """
        record User(int Id, string Name);
        class Shop(ILogger logger)
        {
            void Pay(User user, decimal amount, int count)
            {
                logger.LogInformation({|CA2254:$"User {user.Id} paid {amount:F2}"|});
                logger.LogWarning({|CA2254:$"{count,5} of {amount,-10:N0} at {DateTime.UtcNow:HH:mm:ss}"|}); // late
                logger.LogDebug({|CA2254:$"User {user.Id} is {user.Name}, \"{user.Name}\"\t{user?.Name.Length}"|});
            }
        }
        """,
        """
        record User(int Id, string Name);
        class Shop(ILogger logger)
        {
            void Pay(User user, decimal amount, int count)
            {
                logger.LogInformation("User {UserId} paid {Amount:F2}", user.Id, amount);
                logger.LogWarning("{Count,5} of {Amount,-10:N0} at {UtcNow:HH:mm:ss}", count, amount, DateTime.UtcNow); // late
                logger.LogDebug("User {UserId} is {UserName}, \"{UserName2}\"\t{NameLength}", user.Id, user.Name, user.Name, user?.Name.Length);
            }
        }
        """);

    [Fact]
    public Task Every_overload_keeps_its_arguments() => Fix.Fixes(
        """
        class Shop(ILogger<Shop> logger)
        {
            const int Width = 8;
            void Pay(Exception error, int orderId)
            {
                logger.LogError(error, {|CA2254:$"Order {orderId} failed"|});
                logger.LogError(new EventId(3), error, {|CA2254:$"Order {orderId,Width} failed"|});
                logger.Log(LogLevel.Error, error, {|CA2254:$"Order {orderId} failed"|});
                logger.LogError(exception: error, message: {|CA2254:$"Order {orderId} failed"|});
                LoggerExtensions.LogError(logger, {|CA2254:$"Order {orderId} failed"|});
                logger.LogError(
                    error,
                    {|CA2254:$"Order {orderId} failed"|} // why
                );
            }
        }
        """,
        """
        class Shop(ILogger<Shop> logger)
        {
            const int Width = 8;
            void Pay(Exception error, int orderId)
            {
                logger.LogError(error, "Order {OrderId} failed", orderId);
                logger.LogError(new EventId(3), error, "Order {OrderId,8} failed", orderId);
                logger.Log(LogLevel.Error, error, "Order {OrderId} failed", orderId);
                logger.LogError(exception: error, message: "Order {OrderId} failed", orderId);
                LoggerExtensions.LogError(logger, "Order {OrderId} failed", orderId);
                logger.LogError(
                    error,
                    "Order {OrderId} failed", orderId // why
                );
            }
        }
        """);

    [Fact]
    public Task Placeholders_that_are_there_keep_their_arguments() => Fix.Fixes(
        """
        class Shop(ILogger logger)
        {
            void Pay(int id, string name, string text)
            {
                logger.LogInformation({|CA2254:$"User {id} did {{Action}} to {name}"|}, text);
                logger.LogInformation({|CA2254:$"{{Name}} and {name} and {{{{x}}}}"|}, text);
                logger.LogInformation({|CA2254:"User {Id} is " + name|}, id);
            }
        }
        """,
        """
        class Shop(ILogger logger)
        {
            void Pay(int id, string name, string text)
            {
                logger.LogInformation("User {Id} did {Action} to {Name}", id, text, name);
                logger.LogInformation("{Name} and {Name2} and {{x}}", text, name);
                logger.LogInformation("User {Id} is {Name}", id, name);
            }
        }
        """);

    [Fact]
    public Task Braces_that_meant_themselves_stay_so() => Fix.Fixes(
        """"
        class Shop(ILogger logger)
        {
            void Pay(int id)
            {
                logger.LogInformation({|CA2254:$"Sent {{ \"id\": {id} }}"|});
                logger.LogInformation({|CA2254:$@"C:\orders\{id} {{""x""}}"|});
                logger.LogInformation({|CA2254:@$"C:\orders\{id}"|});
                logger.LogInformation({|CA2254:$"""Sent "{id}" """|});
                logger.LogInformation({|CA2254:"{ " + id + " }"|});
                logger.LogInformation({|CA2254:$"""
                    Order {id}
                      was sent
                    """|});
            }
        }
        """",
        """"
        class Shop(ILogger logger)
        {
            void Pay(int id)
            {
                logger.LogInformation("Sent {{ \"id\": {Id} }}", id);
                logger.LogInformation(@"C:\orders\{Id} {{""x""}}", id);
                logger.LogInformation(@"C:\orders\{Id}", id);
                logger.LogInformation("""Sent "{Id}" """, id);
                logger.LogInformation("{{ {Id} }}", id);
                logger.LogInformation("""
                    Order {Id}
                      was sent
                    """, id);
            }
        }
        """");

    [Fact]
    public Task Raw_strings_with_more_dollars_keep_their_single_braces() => Fix.FixesUnmarked(
        """"
        class Shop(ILogger logger)
        {
            void Pay(int id, string text)
            {
                logger.LogInformation($$"""Sent { "id": {{id}} }""");
                logger.LogInformation($$"""Sent {Text} {{id}}""", text);
            }
        }
        """",
        """"
        class Shop(ILogger logger)
        {
            void Pay(int id, string text)
            {
                logger.LogInformation("""Sent {{ "id": {Id} }}""", id);
                logger.LogInformation("""Sent {Text} {Id}""", text, id);
            }
        }
        """");

    [Fact]
    public Task Concatenations_become_templates() => Fix.Fixes(
        """
        class Shop(ILogger logger)
        {
            void Pay(int id, string name, char letter)
            {
                logger.LogInformation({|CA2254:"User " + id + " is " + name|});
                logger.LogInformation({|CA2254:name + ": " + (id + 1) + letter|});
                logger.LogInformation({|CA2254:"User " + id +
                    $" is {name}" + // the name
                    " now"|});
            }
        }
        """,
        """
        class Shop(ILogger logger)
        {
            void Pay(int id, string name, char letter)
            {
                logger.LogInformation("User {Id} is {Name}", id, name);
                logger.LogInformation("{Name}: {Value}{Letter}", name, id + 1, letter);
                logger.LogInformation("User {Id}" +
                    " is {Name}" + // the name
                    " now", id, name);
            }
        }
        """);

    [Fact]
    public Task Names_come_from_what_is_logged() => Fix.Fixes(
        """
        class Order { public int Id; public Order? Parent; public List<int> Items = []; public DateTime? PaidAt; public Task<int> GetTotalAsync() => Task.FromResult(1); public string GetName() => ""; }
        class Shop(ILogger logger)
        {
            private readonly Order _order = new();
            private static readonly Order s_last = new();
            async Task Pay(Order order, Dictionary<string, Order> orders, int order_no)
            {
                logger.LogInformation({|CA2254:$"{_order.Id} {s_last} {order.Parent!.Id} {this._order.Items.Count} {order_no}"|});
                logger.LogInformation({|CA2254:$"{await order.GetTotalAsync()} {order.GetName()} {order.GetType().Name} {typeof(Order).Name} {nameof(Order.Items)}"|});
                logger.LogInformation({|CA2254:$"{orders["x"]} {order.PaidAt.Value} {order.Id.ToString()} {order.Parent ?? order} {(object)order} {1 + 1} {string.Join(", ", orders)}"|});
                logger.LogInformation({|CA2254:$"{(order.Id > 0 ? "a" : "b")} {-order.Id} {GetHashCode()}"|});
            }
        }
        """,
        """
        class Order { public int Id; public Order? Parent; public List<int> Items = []; public DateTime? PaidAt; public Task<int> GetTotalAsync() => Task.FromResult(1); public string GetName() => ""; }
        class Shop(ILogger logger)
        {
            private readonly Order _order = new();
            private static readonly Order s_last = new();
            async Task Pay(Order order, Dictionary<string, Order> orders, int order_no)
            {
                logger.LogInformation("{OrderId} {Last} {ParentId} {ItemsCount} {OrderNo}", _order.Id, s_last, order.Parent!.Id, this._order.Items.Count, order_no);
                logger.LogInformation("{OrderTotal} {OrderName} {TypeName} {TypeName2} {Items}", await order.GetTotalAsync(), order.GetName(), order.GetType().Name, typeof(Order).Name, nameof(Order.Items));
                logger.LogInformation("{Orders} {PaidAt} {OrderId} {OrderParent} {Order} {Value} {Orders2}", orders["x"], order.PaidAt.Value, order.Id.ToString(), order.Parent ?? order, (object)order, 1 + 1, string.Join(", ", orders));
                logger.LogInformation("{Value} {OrderId} {HashCode}", order.Id > 0 ? "a" : "b", -order.Id, GetHashCode());
            }
        }
        """);

    [Theory]
    [InlineData("logger.LogInformation({|CA2254:text|});")]
    [InlineData("logger.LogInformation({|CA2254:text|}, id);")]
    [InlineData("logger.LogInformation({|CA2254:Make(id)|});")]
    [InlineData("logger.LogInformation({|CA2254:$\"{id} {{A}}\"|}, values);")]
    [InlineData("logger.LogInformation({|CA2254:$\"{id}\"|}, new object[] { id });")]
    [InlineData("logger.LogInformation({|CA2254:$\"{{{id}}}\"|}, id);")]
    [InlineData("logger.LogInformation({|CA2254:$\"{id} {{A}} {{B}}\"|}, id);")]
    [InlineData("logger.LogInformation({|CA2254:$\"{id}\"|}, text);")]
    [InlineData("logger.LogInformation({|CA2254:$\"Names {names}\"|});")]
    [InlineData("logger.LogInformation({|CA2254:$\"{text.AsSpan()}\"|});")]
    [InlineData("logger.LogInformation(message: {|CA2254:$\"{id}\"|}, exception: null);")]
    [InlineData("logger.LogInformation({|CA2254:id > 0 ? $\"{id}\" : text|});")]
    public Task No_fix_where_the_values_cannot_be_told_from_the_text(string call) => Fix.HasNoFix($$"""
        class Shop(ILogger logger)
        {
            void Pay(int id, string text, object[] values, string[] names)
            {
                {{call}}
            }

            static string Make(int id) => "";
        }
        """);
}
