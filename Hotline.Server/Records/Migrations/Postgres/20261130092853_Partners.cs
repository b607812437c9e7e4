using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Server.Records.Migrations.Postgres
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
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Disclosures",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    Line = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    EscalationId = table.Column<string>(type: "text", nullable: false),
                    ContactId = table.Column<string>(type: "text", nullable: false),
                    PartnerId = table.Column<string>(type: "text", nullable: false),
                    PartnerName = table.Column<string>(type: "text", nullable: false),
                    WorkerId = table.Column<string>(type: "text", nullable: false),
                    How = table.Column<string>(type: "text", nullable: false),
                    Where = table.Column<string>(type: "text", nullable: false),
                    Fields = table.Column<string>(type: "text", nullable: false),
                    Ground = table.Column<string>(type: "text", nullable: true),
                    Why = table.Column<byte[]>(type: "bytea", nullable: true),
                    Body = table.Column<byte[]>(type: "bytea", nullable: false),
                    BodyHash = table.Column<string>(type: "text", nullable: false),
                    SecondWorkerId = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disclosures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Partners",
                columns: table => new
                {
                    Line = table.Column<string>(type: "text", nullable: false),
                    Id = table.Column<string>(type: "text", nullable: false),
                    Settings = table.Column<string>(type: "text", nullable: false),
                    Secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    SecretSetAt = table.Column<long>(type: "bigint", nullable: true),
                    PreviousSecret = table.Column<byte[]>(type: "bytea", nullable: true),
                    PreviousUntil = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
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

            DisclosureTriggers.MakeForPostgres(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            DisclosureTriggers.DropForPostgres(migrationBuilder);
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
