using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Hotline.Server.Records.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TriageRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Confidence",
                table: "Evidence",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ComputedBand",
                table: "Assessments",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ComputedScore",
                table: "Assessments",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Overrides",
                columns: table => new
                {
                    Line = table.Column<string>(type: "text", nullable: false),
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ContactId = table.Column<string>(type: "text", nullable: false),
                    WorkerId = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Computed = table.Column<int>(type: "integer", nullable: false),
                    Before = table.Column<int>(type: "integer", nullable: false),
                    Set = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Overrides", x => new { x.Line, x.Epoch, x.Sequence, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "RuleSets",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Yaml = table.Column<string>(type: "text", nullable: false),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false),
                    AddedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RuleSets", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "RuleSetUses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Line = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    Hash = table.Column<string>(type: "text", nullable: false),
                    Role = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    ProposedBy = table.Column<string>(type: "text", nullable: false),
                    ProposedAt = table.Column<long>(type: "bigint", nullable: false),
                    DecidedBy = table.Column<string>(type: "text", nullable: true),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RuleSetUses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShadowAssessments",
                columns: table => new
                {
                    UseId = table.Column<long>(type: "bigint", nullable: false),
                    Line = table.Column<string>(type: "text", nullable: false),
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ContactId = table.Column<string>(type: "text", nullable: false),
                    ActiveScore = table.Column<int>(type: "integer", nullable: false),
                    ActiveBand = table.Column<int>(type: "integer", nullable: false),
                    ShadowScore = table.Column<int>(type: "integer", nullable: false),
                    ShadowBand = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShadowAssessments", x => new { x.UseId, x.Line, x.Epoch, x.Sequence, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "TextModels",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false),
                    AddedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TextModels", x => x.Hash);
                });

            migrationBuilder.InsertData(
                table: "ChangeMarks",
                columns: new[] { "Kind", "Number" },
                values: new object[] { "rule_sets", 1L });

            migrationBuilder.CreateIndex(
                name: "IX_Overrides_ContactId",
                table: "Overrides",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_RuleSetUses_Line_Language_Role_State",
                table: "RuleSetUses",
                columns: new[] { "Line", "Language", "Role", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Overrides");

            migrationBuilder.DropTable(
                name: "RuleSets");

            migrationBuilder.DropTable(
                name: "RuleSetUses");

            migrationBuilder.DropTable(
                name: "ShadowAssessments");

            migrationBuilder.DropTable(
                name: "TextModels");

            migrationBuilder.DeleteData(
                table: "ChangeMarks",
                keyColumn: "Kind",
                keyValue: "rule_sets");

            migrationBuilder.DropColumn(
                name: "Confidence",
                table: "Evidence");

            migrationBuilder.DropColumn(
                name: "ComputedBand",
                table: "Assessments");

            migrationBuilder.DropColumn(
                name: "ComputedScore",
                table: "Assessments");
        }
    }
}
