using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Server.Records.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BackChannel : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "IX_PartnerMessages_At",
                table: "PartnerMessages",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PartnerMessages");
        }
    }
}
