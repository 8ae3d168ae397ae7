using System.Security.Claims;

namespace Storefront.Staff;

/// <summary>The few people behind the counter; their accounts come with the configuration.</summary>
public class StaffAccounts(IConfiguration configuration)
{
    private readonly Dictionary<string, StaffAccount> _accounts =
        configuration.GetSection("Staff").Get<StaffAccount[]>()?.ToDictionary(account => account.Name) ?? [];

    public StaffAccount? Find(string name) => _accounts.GetValueOrDefault(name);
}

public record StaffAccount(string Name, string PasswordHash, string TillCodeHash)
{
    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, Name)], "staff"));
}
