namespace DesignChecks.Concepts.Addresses;

/// <summary>
/// Hosts that tell whose they are. Data, not judgement: names that everybody calls by the same address, and suffixes under
/// which clouds give their customers names.
/// </summary>
internal static class PublicHosts
{
    /// <summary>Domains of services that have one address for all the world, and addresses that a cloud or a resolver fixes.</summary>
    private static readonly string[] WellKnown =
    [
        "github.com", "githubusercontent.com", "gitlab.com", "bitbucket.org", "nuget.org", "npmjs.org", "pypi.org", "docker.io", "docker.com", "ghcr.io",
        "graph.microsoft.com", "login.microsoftonline.com", "management.azure.com", "login.live.com", "dev.azure.com", "microsoft.com",
        "googleapis.com", "google.com", "gstatic.com", "youtube.com", "facebook.com", "instagram.com", "whatsapp.com", "twitter.com", "x.com", "linkedin.com",
        "apple.com", "slack.com", "discord.com", "telegram.org", "zoom.us", "atlassian.net", "atlassian.com",
        "api.stripe.com", "api.paypal.com", "api-m.paypal.com", "paypal.com", "api.twilio.com", "api.sendgrid.com", "api.mailgun.net", "api.postmarkapp.com", "api.mailchimp.com",
        "api.openai.com", "api.anthropic.com", "api.cohere.ai", "api.mistral.ai", "huggingface.co", "generativelanguage.googleapis.com",
        "cloudflare.com", "cloudflare-dns.com", "letsencrypt.org", "haveibeenpwned.com", "pwnedpasswords.com", "api.cloudflare.com",
        "sentry.io", "datadoghq.com", "newrelic.com", "api.honeycomb.io", "app.launchdarkly.com",
        "openstreetmap.org", "mapbox.com", "openweathermap.org", "wikipedia.org", "wikimedia.org", "musicbrainz.org", "themoviedb.org", "thetvdb.com", "imdb.com",
        "ecb.europa.eu", "worldtimeapi.org", "ipify.org", "ip-api.com", "httpbin.org", "jsonplaceholder.typicode.com",
        "169.254.169.254", "169.254.170.2", "168.63.129.16", "metadata.google.internal", "1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9",
    ];

    /// <summary>Names of private networks: nothing outside resolves them.</summary>
    private static readonly string[] Private = ["internal", "local", "lan", "corp", "intranet", "intra", "private", "home.arpa", "localdomain"];

    /// <summary>Suffixes under which a cloud gives each customer, and each environment, names of its own.</summary>
    private static readonly string[] Tenants =
    [
        "azurewebsites.net", "azurecontainerapps.io", "azurecontainer.io", "azurestaticapps.net", "azure-api.net", "azurefd.net", "azureedge.net", "cloudapp.azure.com", "cloudapp.net",
        "trafficmanager.net", "database.windows.net", "documents.azure.com", "servicebus.windows.net", "core.windows.net", "redis.cache.windows.net", "vault.azure.net", "search.windows.net",
        "openai.azure.com", "cognitiveservices.azure.com", "postgres.database.azure.com", "mysql.database.azure.com", "azconfig.io", "azurecr.io",
        "elb.amazonaws.com", "execute-api.amazonaws.com", "rds.amazonaws.com", "cache.amazonaws.com", "es.amazonaws.com", "mq.amazonaws.com", "lambda-url.on.aws", "awsapprunner.com", "elasticbeanstalk.com",
        "run.app", "appspot.com", "cloudfunctions.net", "firebaseio.com", "herokuapp.com", "onrender.com", "railway.app", "vercel.app", "netlify.app", "ngrok.io", "ngrok-free.app", "ngrok.app",
        "mongodb.net", "cloudamqp.com", "upstash.io", "redislabs.com", "redis-cloud.com", "confluent.cloud", "aivencloud.com", "elastic-cloud.com", "supabase.co", "neon.tech",
    ];

    /// <summary>Words by which names tell environments apart.</summary>
    private static readonly string[] Environments =
        ["dev", "develop", "development", "test", "testing", "tst", "qa", "uat", "stage", "staging", "stg", "sandbox", "preprod", "prod", "production", "acceptance", "nonprod"];

    public static bool IsWellKnown(Address address) => Array.Exists(WellKnown, address.IsIn);

    public static bool IsPrivate(Address address) => Array.Exists(Private, address.IsIn);

    public static bool IsTenant(Address address) =>
        Array.Exists(Tenants, address.IsIn) || address.IsIn("amazonaws.com") && Array.Exists(["elb", "execute-api", "rds", "cache", "es", "mq"], address.Labels.Contains);

    /// <summary>True when a word of the name is that of an environment; top-level domains are no words.</summary>
    public static bool NamesEnvironment(Address address)
    {
        var labels = address.Labels;
        return labels.Take(labels.Length - 1).SelectMany(label => label.Split('-')).Any(word => Array.IndexOf(Environments, word) >= 0);
    }
}
