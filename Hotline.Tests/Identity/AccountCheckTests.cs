using Hotline.Contracts;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Tests.Administration;
using Hotline.Tests.Lines;
using NUnit.Framework;
using LineId = Hotline.Server.Floor.LineId;

namespace Hotline.Tests.Identity;

public sealed class AccountCheckTests
{
    private static readonly SaveWorkerRequest Good = WorkerAdministrationTests.Good;

    private static IEnumerable<(SaveWorkerRequest Request, string[] Members)> Bad()
    {
        static (SaveWorkerRequest, string[]) Case(SaveWorkerRequest request, params string[] members) => (request, members);
        yield return Case(Good with { UserName = "mei lin" }, "userName");
        yield return Case(Good with { UserName = null! }, "userName");
        yield return Case(Good with { Name = "" }, "name");
        yield return Case(Good with { UserName = "mei.lin\n", Name = "a\0b" }, "userName", "name");
        yield return Case(Good with { Skills = [null!] }, "skills[0]");
        yield return Case(Good with { Roles = [] }, "roles");
        yield return Case(Good with { Roles = ["owner"] }, "roles");
        yield return Case(Good with { Roles = [Roles.Operator, Roles.Operator] }, "roles");
        yield return Case(Good with { Line = null }, "line");
        yield return Case(Good with { Partner = "mobile-crisis-team" }, "partner");
        yield return Case(Good with { Roles = [Roles.Partner, Roles.Operator], Partner = "mobile-crisis-team" }, "roles");
        yield return Case(Good with { Roles = [Roles.Partner], Line = null }, "line", "partner");
        yield return Case(Good with { Line = "nowhere" }, "line");
        yield return Case(Good with { Languages = ["Chinese"] }, "languages");
        yield return Case(Good with { Languages = [] }, "languages");
        yield return Case(Good with { Channels = [] }, "channels");
        yield return Case(Good with { Skills = [new SkillLevel("youth", 0)] }, "skills[0].level");
        yield return Case(Good with { Skills = [new SkillLevel("Youth, family", 1)] }, "skills[0].skill");
        yield return Case(Good with { Skills = [new SkillLevel("youth", 1), new SkillLevel("youth", 2)] }, "skills");
    }

    [Test]
    public void Each_fault_is_named_by_its_member_and_no_other_is()
    {
        Assert.That(AccountCheck.Find(Good, new OneLine()), Is.Empty);
        foreach (var (request, members) in Bad())
            Assert.That(AccountCheck.Find(request, new OneLine()).Keys, Is.EquivalentTo(members), request.ToString());
    }

    private sealed class OneLine : ILineDirectory
    {
        public IReadOnlyList<Line> All { get; } = [LineReading.Read(LineReading.Row(LineCheckTests.Good with { Id = "demo" }))];

        public Line? Find(LineId id) => All.FirstOrDefault(line => line.Id == id);
    }
}
