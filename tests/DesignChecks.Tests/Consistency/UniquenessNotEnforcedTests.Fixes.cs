using DesignChecks.Rules.Consistency;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Consistency;

public partial class UniquenessNotEnforcedTests
{
    [Fact]
    public Task Fix_adds_a_unique_index_to_the_entity_once() => new Verify<UniquenessNotEnforced>().Fixes(
        """
        using System.ComponentModel.DataAnnotations.Schema;
        using Microsoft.EntityFrameworkCore;

        // Somebody who may sign in.
        [Table("users")] // as in the old system
        public class User
        {
            public int Id { get; set; }
            public string Email { get; set; } = "";
            public string Name { get; set; } = "";
        }

        /// <summary>A place.</summary>
        public class Place
        {
            public int Id { get; set; }
            public string Town { get; set; } = "";
            public string Street { get; set; } = "";
        }

        public class Shop : DbContext
        {
            public DbSet<User> Users => Set<User>();
            public DbSet<Place> Places => Set<Place>();

            public void Create(string email, string street)
            {
                if (Users.[|Any|](u => u.Email == email))
                    return;
                Users.Add(new User { Email = email });
                SaveChanges();
            }

            public void Create(User user)
            {
                if (Users.[|Any|](u => u.Email == user.Email))
                    return;
                Users.Add(user);
                SaveChanges();
            }

            public void Create(Place place)
            {
                if (Places.[|Any|](p => p.Town == place.Town && p.Street == place.Street))
                    return;
                Places.Add(place);
                SaveChanges();
            }
        }
        """,
        """
        using System.ComponentModel.DataAnnotations.Schema;
        using Microsoft.EntityFrameworkCore;

        // Somebody who may sign in.
        [Table("users")] // as in the old system
        [Index(nameof(Email), IsUnique = true)]
        public class User
        {
            public int Id { get; set; }
            public string Email { get; set; } = "";
            public string Name { get; set; } = "";
        }

        /// <summary>A place.</summary>
        [Index(nameof(Town), nameof(Street), IsUnique = true)]
        public class Place
        {
            public int Id { get; set; }
            public string Town { get; set; } = "";
            public string Street { get; set; } = "";
        }

        public class Shop : DbContext
        {
            public DbSet<User> Users => Set<User>();
            public DbSet<Place> Places => Set<Place>();

            public void Create(string email, string street)
            {
                if (Users.Any(u => u.Email == email))
                    return;
                Users.Add(new User { Email = email });
                SaveChanges();
            }

            public void Create(User user)
            {
                if (Users.Any(u => u.Email == user.Email))
                    return;
                Users.Add(user);
                SaveChanges();
            }

            public void Create(Place place)
            {
                if (Places.Any(p => p.Town == place.Town && p.Street == place.Street))
                    return;
                Places.Add(place);
                SaveChanges();
            }
        }
        """);

    [Theory]
    [InlineData("u.Email == email && !u.IsDeleted")] // needs a filter
    [InlineData("u.Email.ToLower() == email.ToLower()")] // needs a collation
    [InlineData("u.Email == email || u.Name == email")] // two indexes
    public Task Has_no_fix_where_a_plain_index_would_be_wrong(string predicate) => new Verify<UniquenessNotEnforced>().HasNoFix(Entities + $$"""

        class Users(Shop db)
        {
            void Create(string email)
            {
                if (db.Users.[|Any|](u => {{predicate}}))
                    return;
                db.Users.Add(new User { Email = email, Name = email, IsDeleted = false });
                db.SaveChanges();
            }
        }
        """);
}
