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
using Storefront.Telemetry;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddControllers();
builder.Services.AddMemoryCache();
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
builder.Services.AddScoped<FraudCheck>();
builder.Services.AddScoped<CreditCheck>();

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
app.MapPaymentWebhooks();
app.MapOrderReports();

app.Run();
