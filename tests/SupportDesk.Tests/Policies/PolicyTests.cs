using SupportDesk.Events;
using SupportDesk.Policies;

namespace SupportDesk.Tests.Policies;

public sealed class PolicyTests
{
    static readonly DateTimeOffset Now = new(2026, 7, 14, 9, 0, 0, TimeSpan.Zero);
    static readonly Actor Ines = new(Guid.CreateVersion7(Now), Capacity.Level, Via.Web);

    [Fact]
    public void New_words_leave_the_old_ones_in_place()
    {
        var policy = Mandatory();

        policy.Say("A picture or a verified badge is needed.", Ines, Now.AddDays(1));

        policy.StatementNo.ShouldBe(2);
        ((IAddsRows)policy).TakeAdded().OfType<Statement>().Select(s => (s.No, s.Text)).ShouldBe([(1, "Every profile needs a picture."), (2, "A picture or a verified badge is needed.")]);
    }

    [Fact]
    public void A_rule_must_say_something()
    {
        Should.Throw<DeskException>(() => Mandatory().Say("  ", Ines, Now));
    }

    [Fact]
    public void A_slug_can_stand_in_an_address()
    {
        Should.Throw<DeskException>(() => Policy.Write("Profile picture!", "Profile picture", Ines.PersonId, Ines.PersonId, "Every profile needs a picture.", Ines, Now));
    }

    [Fact]
    public void A_step_cannot_need_itself()
    {
        var picture = Step.Named("Upload a picture", Now);

        Should.Throw<DeskException>(() => Mandatory().Require(picture, picture, Ines, Now));
    }

    [Fact]
    public void Requirements_come_and_go_with_an_event_each()
    {
        var (policy, picture, identity) = (Mandatory(), Step.Named("Upload a picture", Now), Step.Named("Verified identity", Now));
        var before = policy.Version;

        var requirement = policy.Require(identity, picture, Ines, Now);
        policy.Drop(requirement, Ines, Now);

        policy.Version.ShouldBe(before + 2);
        policy.Happened.TakeLast(2).Select(e => e.Kind).ShouldBe([EventKind.RequirementAdded, EventKind.RequirementDropped]);
    }

    [Fact]
    public void Only_its_own_requirements_can_be_dropped()
    {
        var requirement = Mandatory().Require(Step.Named("Verified identity", Now), Step.Named("Upload a picture", Now), Ines, Now);

        Should.Throw<DeskException>(() => Mandatory().Drop(requirement, Ines, Now));
    }

    static Policy Mandatory() => Policy.Write("mandatory-profile-picture", "Mandatory profile picture", Ines.PersonId, Ines.PersonId, "Every profile needs a picture.", Ines, Now);
}
