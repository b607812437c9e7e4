using Microsoft.EntityFrameworkCore.Migrations;

namespace Hotline.Server.Records.Migrations;

/// <summary>Append-only by the database itself. SQLite drops triggers with a rebuilt table: a migration that alters AuditEntries there must call this again.</summary>
internal static class AuditTriggers
{
    public static void MakeForSqlite(MigrationBuilder migration)
    {
        foreach (var what in (string[])["UPDATE", "DELETE"])
        {
            migration.Sql($"""
                CREATE TRIGGER "AuditEntries_no_{what}" BEFORE {what} ON "AuditEntries"
                BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
                """);
        }
    }

    public static void MakeForPostgres(MigrationBuilder migration)
    {
        migration.Sql("""
            CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$;
            """);
        migration.Sql("""
            CREATE TRIGGER "AuditEntries_no_change" BEFORE UPDATE OR DELETE ON "AuditEntries"
            FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
            """);
        migration.Sql("""
            CREATE TRIGGER "AuditEntries_no_truncate" BEFORE TRUNCATE ON "AuditEntries"
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
            """);
    }

    public static void DropForPostgres(MigrationBuilder migration) => migration.Sql("DROP FUNCTION refuse_audit_change() CASCADE;");
}
