using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Hotline.Server.Audit;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>Roles of an account, and what the audit chain is told of a change to it: codes, never its name.</summary>
internal static class WorkerRoles
{
    /// <summary>Member → sentences; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string[]> Faults(Wire.SaveWorkerRequest request, ILineDirectory lines, IPartnerDirectory partners)
    {
        var errors = AccountCheck.Find(request, lines);
        return errors.Count == 0 && request is { Partner: { Length: > 0 } partner, Line: { } line } && partners.Find(new Floor.LineId(line), partner) is null
            ? new Dictionary<string, string[]>(StringComparer.Ordinal) { ["partner"] = ["An existing partner of the line."] }
            : errors;
    }

    public static void Set(RecordsDb db, Guid account, IReadOnlyCollection<Guid> held, IEnumerable<string> wanted)
    {
        Guid[] ids = [.. wanted.Select(role => RoleRows.Ids[role])];
        db.UserRoles.AddRange(ids.Except(held).Select(role => new IdentityUserRole<Guid> { UserId = account, RoleId = role }));
        db.UserRoles.RemoveRange(db.UserRoles.Where(row => row.UserId == account && !ids.Contains(row.RoleId)));
    }

    public static void Note(Draft draft, ClaimsPrincipal user, string action, Account account, IEnumerable<string> roles) =>
        draft.Note(Administrator.Actor(user), action, $"worker:{AccountReading.Id(account)}",
            ("roles", roles.Order(StringComparer.Ordinal)), ("line", account.Line), ("partner", account.PartnerId), ("languages", account.Languages),
            ("skills", account.Skills), ("channels", account.Channels), ("enabled", account.Enabled));

    public static Dictionary<string, string[]> Errors(IdentityResult result) =>
        new(StringComparer.Ordinal) { ["userName"] = [.. result.Errors.Select(error => error.Description)] };
}
