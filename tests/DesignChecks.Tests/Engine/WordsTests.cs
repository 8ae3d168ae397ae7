using DesignChecks.Engine;

namespace DesignChecks.Tests.Engine;

public class WordsTests
{
    [Theory]
    [InlineData("userEmail", "user email")]
    [InlineData("IPAddress", "ip address")]
    [InlineData("HTTP_STATUS_CODE", "http status code")]
    [InlineData("_apiKey2", "api key2")]
    [InlineData("shipping", "shipping")]
    [InlineData("", "")]
    [InlineData("X-Request-Id", "x request id")]
    public void Identifiers_split_at_case_and_signs(string identifier, string words) =>
        Assert.Equal(words, string.Join(" ", Words.Of(identifier)));

    [Fact]
    public void A_phrase_is_found_as_whole_words_side_by_side()
    {
        Assert.True(Words.Contain("clientApiKeyHeader", "api key"));
        Assert.False(Words.Contain("shipping", "pin"));
        Assert.False(Words.Contain("apiClientKey", "api key"));
        Assert.True(Words.ContainAny("EmailAddress", ["phone", "email"]));
    }

    [Fact]
    public void The_last_words_tell_what_a_thing_is()
    {
        Assert.True(Words.EndWith("webhookApiKey", "api key"));
        Assert.False(Words.EndWith("apiKeyLength", "api key"));
        Assert.False(Words.EndWith("key", "api key"));
        Assert.False(Words.EndWith("apiKeys", "api key"));
        Assert.True(Words.EndWithAny("clientSecret", ["password", "secret"]));
        Assert.False(Words.EndWithAny("", ["password"]));
    }
}
