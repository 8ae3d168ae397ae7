namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>What ASP.NET Core has more than handlers and actions: the concept speaks of none of these.</summary>
public class OtherMappingTests
{
    [Fact]
    public Task Mappings_without_a_verb_or_a_handler_of_ones_own() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.AspNetCore.SignalR;
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddHealthChecks();
        builder.Services.AddSignalR();
        builder.Services.AddRazorPages();
        builder.Services.AddIdentityApiEndpoints<IdentityUser>();
        var app = builder.Build();
        app.Map("/any", () => 1); // => ANY /any | unsafe | unstated | - | none
        app.Map("/any/secured", () => 1).RequireAuthorization(); // => ANY /any/secured | unsafe | authorized | - | none
        app.MapFallback(() => 1); // => ANY /{*path:nonfile} | unsafe | unstated | - | none
        app.MapFallback("/admin/{**rest}", () => 1).RequireAuthorization(); // => ANY /admin/{**rest} | unsafe | authorized | - | none
        app.MapFallbackToFile("index.html"); // => GET,HEAD /{*path:nonfile} | safe | unstated | - | none
        app.MapHealthChecks("/health").AllowAnonymous(); // => ANY /health | unsafe | anonymous | - | none
        app.MapHub<Chat>("/chat").RequireRateLimiting("p"); // => ANY /chat | unsafe | authorized | limited | none; ANY /chat/negotiate | unsafe | authorized | limited | none
        app.MapRazorPages(); // => nothing: pages are Razor files
        app.MapGroup("/account").MapIdentityApi<IdentityUser>(); // => POST /account/register | unsafe | unstated | - | none; POST /account/login | unsafe | unstated | - | none; POST /account/refresh | unsafe | unstated | - | none; GET /account/confirmEmail | safe | unstated | - | none; POST /account/resendConfirmationEmail | unsafe | unstated | - | none; POST /account/forgotPassword | unsafe | unstated | - | none; POST /account/resetPassword | unsafe | unstated | - | none; POST /account/manage/2fa | unsafe | authorized | - | none; GET /account/manage/info | safe | authorized | - | none; POST /account/manage/info | unsafe | authorized | - | none
        app.MapPost("/own", () => 1); // POST /own | unsafe | unstated | - | single | unpaged | none
        [Authorize] class Chat : Hub;
        """);

    [Fact]
    public Task Grpc_services() => EndpointTable.Holds("""
        using Grpc.Core;
        using Microsoft.AspNetCore.Authorization;
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<GreeterService>(); // => POST /Greeter/Greet | unsafe | authorized | - | none; ANY /{unimplementedService}/{unimplementedMethod:grpcunimplemented} | unsafe | unstated | - | none; ANY /Greeter/{unimplementedMethod:grpcunimplemented} | unsafe | unstated | - | none
        [Authorize]
        public class GreeterService : Greeter { public override Task<string> Greet(string request, ServerCallContext context) => Task.FromResult(request); }
        [BindServiceMethod(typeof(Greeter), "Bind")]
        public abstract class Greeter
        {
            public abstract Task<string> Greet(string request, ServerCallContext context);
            public static void Bind(ServiceBinderBase binder, Greeter service) => binder.AddMethod(
                new Method<string, string>(MethodType.Unary, "Greeter", "Greet", Marshallers.StringMarshaller, Marshallers.StringMarshaller),
                service is null ? null : new UnaryServerMethod<string, string>(service.Greet));
        }
        """);
}
