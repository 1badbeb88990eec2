using CsCheck;
using SupportDesk.Escalations;
using SupportDesk.Events;
using static SupportDesk.Tests.Escalations.Complaint;

namespace SupportDesk.Tests.Escalations;

public sealed class ConsentGuaranteeTests
{
    static int Width(Consent consent) => Math.Max((int)consent, (int)Consent.Private);

    [Fact]
    public void Nothing_is_ever_shown_beyond_what_a_fresh_link_allowed() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 9]).Array[1, 30].Sample(answers =>
        {
            var supporter = Supporter.Join(Who(1), Damion, null, null, null, Complaint.System, Begin);
            var proofs = 0;
            foreach (var (form, fresh, chance) in answers)
            {
                var before = supporter.Consent;
                try
                {
                    var had = supporter.WithdrawnAt;
                    if (chance == 0)
                        supporter.Withdraw(By(Damion), Begin);
                    else
                        supporter.Answer((Consent)form, "link", 1, fresh, By(Damion), Begin);
                    proofs += chance == 0 && had is not null ? 0 : 1;
                }
                catch (DeskException)
                {
                    supporter.Consent.ShouldBe(before);
                }

                if (Width(supporter.Consent) > Width(before))
                    fresh.ShouldBeTrue();
            }

            ((IAddsRows)supporter).TakeAdded().OfType<ConsentAnswer>().Count().ShouldBe(proofs);
        });
}
