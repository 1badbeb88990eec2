using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SupportDesk.Data;

/// <summary>The engines the desk runs on.</summary>
public enum DatabaseProvider { Sqlite, Postgres }

/// <summary>Section <c>Database</c> of appsettings.json.</summary>
public sealed class DatabaseOptions : IValidatableObject
{
    /// <summary>Sqlite (one process, one file) or Postgres (several nodes).</summary>
    [EnumDataType(typeof(DatabaseProvider))]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Needed for Postgres; for Sqlite the file is <c>desk.db</c> in <c>Data:Folder</c> where this is empty.</summary>
    public string ConnectionString { get; set; } = "";

    // No member is named, so that a refusal never shows the password in the string.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == DatabaseProvider.Postgres && ConnectionString.Length == 0)
            yield return new("ConnectionString is empty; Postgres needs one like Host=db.example.org;Database=desk;Username=desk.");
        else if (!Reads())
            yield return new($"ConnectionString is not one that {Provider} can read; expected one like {(Provider == DatabaseProvider.Postgres ? "Host=db.example.org;Database=desk;Username=desk" : "Data Source=/var/lib/desk/desk.db")}.");
    }

    private bool Reads()
    {
        try
        {
            DbConnectionStringBuilder read = Provider == DatabaseProvider.Postgres ? new NpgsqlConnectionStringBuilder(ConnectionString) : new SqliteConnectionStringBuilder(ConnectionString);
            return read.Count >= 0;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }
}

/// <summary>Section <c>Data</c> of appsettings.json.</summary>
public sealed class DataOptions
{
    /// <summary>Where database, files and logs lie; a relative one is taken from the settings folder (<c>--config</c>), else from where the program was started.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>The desk's key file, made at the first start; a relative path is taken from <see cref="Folder"/>. On PostgreSQL every node needs the same file (docs/keys.md).</summary>
    [Required]
    public string KeyFile { get; set; } = "desk.key";

    /// <summary>The key itself in place of a file, 32 bytes in Base64: for a secret store that hands out environment variables (<c>Data__Key</c>).</summary>
    public string Key { get; set; } = "";

    public string FullKeyFile => Path.GetFullPath(KeyFile, FullFolder);

    public string FullFolder => Path.GetFullPath(Folder, RelativeTo ?? Environment.CurrentDirectory);

    /// <summary>The settings folder where there is one; null: where the program was started.</summary>
    internal string? RelativeTo { get; set; }
}
