using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>
/// Adds services to the host that this thread builds, and keeps it: by the events that tools and test hosts of ASP.NET Core get
/// hold of a program by.
/// </summary>
internal sealed class HostListener : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Action<IServiceCollection> _addServices;
    private readonly List<IDisposable> _subscriptions = [];

    public HostListener(Action<IServiceCollection> addServices)
    {
        _addServices = addServices;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public IHost? Host { get; private set; }

    public void OnNext(DiagnosticListener value)
    {
        // Other tests build hosts at the same time.
        if (value.Name == "Microsoft.Extensions.Hosting" && Environment.CurrentManagedThreadId == _thread)
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            return;
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
            builder.ConfigureServices((_, services) => _addServices(services));
        if (value is { Key: "HostBuilt", Value: IHost host })
            Host = host;
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}
