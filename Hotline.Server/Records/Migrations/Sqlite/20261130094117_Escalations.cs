using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Server.Records.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Escalations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Escalations",
                columns: table => new
                {
                    EscalationId = table.Column<string>(type: "TEXT", nullable: false),
                    Line = table.Column<string>(type: "TEXT", nullable: false),
                    ContactId = table.Column<string>(type: "TEXT", nullable: false),
                    WorkerId = table.Column<string>(type: "TEXT", nullable: false),
                    BeganAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false),
                    Step = table.Column<string>(type: "TEXT", nullable: false),
                    OverAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OnFloor = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Escalations", x => x.EscalationId);
                });

            migrationBuilder.CreateTable(
                name: "PartnerMessages",
                columns: table => new
                {
                    Line = table.Column<string>(type: "TEXT", nullable: false),
                    PartnerId = table.Column<string>(type: "TEXT", nullable: false),
                    WebhookId = table.Column<string>(type: "TEXT", nullable: false),
                    EscalationId = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PartnerMessages", x => new { x.Line, x.PartnerId, x.WebhookId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Escalations_ContactId",
                table: "Escalations",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_Escalations_Line_OnFloor",
                table: "Escalations",
                columns: new[] { "Line", "OnFloor" });

            migrationBuilder.CreateIndex(
                name: "IX_PartnerMessages_At",
                table: "PartnerMessages",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Escalations");

            migrationBuilder.DropTable(
                name: "PartnerMessages");
        }
    }
}
