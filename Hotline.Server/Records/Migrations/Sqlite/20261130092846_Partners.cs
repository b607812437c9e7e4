using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Server.Records.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Partners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "PartnerId",
                table: "AspNetUsers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Disclosures",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Line = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    EscalationId = table.Column<string>(type: "TEXT", nullable: false),
                    ContactId = table.Column<string>(type: "TEXT", nullable: false),
                    PartnerId = table.Column<string>(type: "TEXT", nullable: false),
                    PartnerName = table.Column<string>(type: "TEXT", nullable: false),
                    WorkerId = table.Column<string>(type: "TEXT", nullable: false),
                    How = table.Column<string>(type: "TEXT", nullable: false),
                    Where = table.Column<string>(type: "TEXT", nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    Ground = table.Column<string>(type: "TEXT", nullable: true),
                    Why = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    BodyHash = table.Column<string>(type: "TEXT", nullable: false),
                    SecondWorkerId = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disclosures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Partners",
                columns: table => new
                {
                    Line = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Settings = table.Column<string>(type: "TEXT", nullable: false),
                    Secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    SecretSetAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PreviousSecret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    PreviousUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Partners", x => new { x.Line, x.Id });
                });

            migrationBuilder.InsertData(
                table: "ChangeMarks",
                columns: new[] { "Kind", "Number" },
                values: new object[] { "partners", 1L });

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_ContactId",
                table: "Disclosures",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_Line_At",
                table: "Disclosures",
                columns: new[] { "Line", "At" });

            DisclosureTriggers.MakeForSqlite(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Disclosures");

            migrationBuilder.DropTable(
                name: "Partners");

            migrationBuilder.DeleteData(
                table: "ChangeMarks",
                keyColumn: "Kind",
                keyValue: "partners");

            migrationBuilder.DropColumn(
                name: "PartnerId",
                table: "AspNetUsers");
        }
    }
}
