using System.Net.Mail;
using System.Threading.RateLimiting;
using Asp.Versioning;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Extensions.Http;
using RabbitMQ.Client;
using StackExchange.Redis;
using Storefront.Background;
using Storefront.Catalog;
using Storefront.Clients;
using Storefront.Data;
using Storefront.Messaging;
using Storefront.Orders;
using Storefront.Staff;
using Storefront.Telemetry;
using Storefront.Vouchers;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddControllers();
builder.Services.AddApiVersioning(options => options.Policies.Sunset(0.9).Effective(2027, 6, 30).Link("https://storefront.example/api/changes")).AddMvc();
builder.Services.AddMemoryCache();

// Who may call what is said endpoint by endpoint, so one that nobody thought of is open.
builder.Services.AddAuthentication().AddBearerToken();
builder.Services.AddAuthorization();
builder.Services.AddSingleton<IPasswordHasher<StaffAccount>, PasswordHasher<StaffAccount>>();
builder.Services.AddSingleton<StaffAccounts>();

// Five seconds for every request, it says.
builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(5) });

// Each endpoint that is worth it names its limit. That nothing enforces them shows in no test.
builder.Services.AddRateLimiter(options =>
{
    options.AddFixedWindowLimiter("search", limiter =>
    {
        limiter.PermitLimit = 600;
        limiter.Window = TimeSpan.FromMinutes(1);
    });
    options.AddPolicy("per-address", context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress, _ => new FixedWindowRateLimiterOptions { PermitLimit = 5, Window = TimeSpan.FromMinutes(1) }));
});

builder.Services.AddDbContext<StoreDbContext>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Store")));
builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(builder.Configuration["Redis"] ?? "localhost"));
builder.Services.AddSingleton<IConnectionFactory>(_ => new ConnectionFactory { HostName = builder.Configuration["RabbitMq"] ?? "localhost" });

// The stock service answers within a second or is down; nobody told the client.
builder.Services.AddHttpClient<StockClient>(client => client.BaseAddress = new Uri("https+http://stock"));

// The shipping client has both: a limit per attempt and one in all.
builder.Services.AddHttpClient<ShippingClient>(client => client.BaseAddress = new Uri("https+http://shipping"))
    .AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());

// Card payments are retried by the standard handler, POSTs included, and the timeout set here is replaced by it.
builder.Services.AddHttpClient<PaymentClient>(client =>
    {
        client.BaseAddress = new Uri("https+http://payments");
        client.Timeout = TimeSpan.FromSeconds(10);
    })
    .AddStandardResilienceHandler();

// Two services behind one breaker: when one is down, nobody asks the other either.
var breaker = HttpPolicyExtensions.HandleTransientHttpError().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
builder.Services.AddHttpClient<TaxClient>(client => client.Timeout = TimeSpan.FromSeconds(10)).AddPolicyHandler(breaker);
builder.Services.AddHttpClient<ImageDownloads>(client => client.Timeout = TimeSpan.FromSeconds(10)).AddPolicyHandler(breaker);
builder.Services.AddHttpClient<SupplierFeed>(client =>
{
    client.BaseAddress = new Uri("https://feeds.storefront.example");
    client.Timeout = TimeSpan.FromMinutes(5);
});

// Three credit servers behind one name, and all calls go to the first of them.
builder.Services.AddGrpcClient<Credit.CreditClient>(options => options.Address = new Uri("dns:///credit"));

// The ones in the other region take turns.
builder.Services.AddGrpcClient<Credit.CreditClient>("overseas", options => options.Address = new Uri("dns:///credit-overseas"))
    .ConfigureChannel(options => options.ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } });

builder.Services.AddScoped<FraudCheck>();
builder.Services.AddScoped<CreditCheck>();

builder.Services.AddScoped<CurrentTenant>();
builder.Services.AddTransient(_ => new SmtpClient(builder.Configuration["Mail"] ?? "localhost"));
builder.Services.AddScoped<PaymentLedger>();
builder.Services.AddSingleton<StoreMetrics>();
builder.Services.AddSingleton<ReceiptQueue>();
builder.Services.AddScoped<PriceCache>();
builder.Services.AddHostedService<ReservationCleanup>();
builder.Services.AddHostedService<RateRefresh>();
builder.Services.AddHostedService<ReceiptSender>();
builder.Services.AddHostedService<OrderPlacedConsumer>();

var app = builder.Build();

app.MapControllers();
app.MapOrders();
app.MapVouchers();
app.MapStaff();
app.MapPaymentWebhooks();
app.MapOrderReports();
app.MapGet("/health", () => "ok");

app.Run();
