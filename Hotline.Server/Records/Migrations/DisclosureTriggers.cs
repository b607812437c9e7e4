using Microsoft.EntityFrameworkCore.Migrations;

namespace Hotline.Server.Records.Migrations;

/// <summary>
/// The disclosure log is append-only by the database itself; a row may only go once it is three years old (PIPL 56). SQLite drops triggers with a rebuilt table:
/// a migration that alters Disclosures there must call this again.
/// </summary>
internal static class DisclosureTriggers
{
    private const string ThreeYearsInSeconds = "94694400";

    public static void MakeForSqlite(MigrationBuilder migration)
    {
        migration.Sql("""
            CREATE TRIGGER "Disclosures_no_UPDATE" BEFORE UPDATE ON "Disclosures"
            BEGIN SELECT RAISE(ABORT, 'disclosures are append-only'); END;
            """);
        migration.Sql($"""
            CREATE TRIGGER "Disclosures_no_DELETE" BEFORE DELETE ON "Disclosures" WHEN OLD."At" > (CAST(strftime('%s', 'now') AS INTEGER) - {ThreeYearsInSeconds}) * 1000
            BEGIN SELECT RAISE(ABORT, 'disclosures are kept three years'); END;
            """);
    }

    public static void MakeForPostgres(MigrationBuilder migration)
    {
        migration.Sql($"""
            CREATE FUNCTION refuse_disclosure_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
              IF TG_OP = 'DELETE' AND OLD."At" <= (extract(epoch from now())::bigint - {ThreeYearsInSeconds}) * 1000 THEN RETURN OLD; END IF;
              RAISE EXCEPTION 'disclosures are append-only and kept three years';
            END $$;
            """);
        migration.Sql("""
            CREATE TRIGGER "Disclosures_no_change" BEFORE UPDATE OR DELETE ON "Disclosures"
            FOR EACH ROW EXECUTE FUNCTION refuse_disclosure_change();
            """);
        migration.Sql("""
            CREATE FUNCTION refuse_disclosure_truncate() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'disclosures are append-only'; END $$;
            """);
        migration.Sql("""
            CREATE TRIGGER "Disclosures_no_truncate" BEFORE TRUNCATE ON "Disclosures"
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_disclosure_truncate();
            """);
    }

    public static void DropForPostgres(MigrationBuilder migration)
    {
        migration.Sql("DROP FUNCTION refuse_disclosure_change() CASCADE;");
        migration.Sql("DROP FUNCTION refuse_disclosure_truncate() CASCADE;");
    }
}
