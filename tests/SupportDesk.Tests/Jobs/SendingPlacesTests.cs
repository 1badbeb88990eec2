using CsCheck;
using SupportDesk.Jobs;

namespace SupportDesk.Tests.Jobs;

/// <summary>Two jobs of a desk send at once, and whatever a third one came for is looked at again.</summary>
public sealed class SendingPlacesTests
{
    [Fact]
    public void There_are_two_places_and_whoever_leaves_hears_that_somebody_was_turned_away()
    {
        var places = new SendingPlaces();

        (places.TryEnter(), places.TryEnter(), places.TryEnter()).ShouldBe((true, true, false));
        (places.Leave(), places.Leave()).ShouldBe((true, false));
        (places.TryEnter(), places.Leave()).ShouldBe((true, false));
    }

    [Fact]
    public void Each_desk_has_places_of_its_own()
    {
        var (one, other) = (new SendingPlaces(), new SendingPlaces());
        (one.TryEnter(), one.TryEnter()).ShouldBe((true, true));

        other.TryEnter().ShouldBeTrue();
    }

    // A job looks for what is due and leaves. What was due before it came must be seen by a look that begins afterwards.
    [Fact]
    public void Nothing_that_was_due_before_a_job_came_stays_unseen()
    {
        Gen.Int[3, 8].Sample(jobs =>
        {
            var (places, due, seen) = (new SendingPlaces(), 0, 0);
            using var start = new Barrier(jobs);
            var all = Enumerable.Range(0, jobs).Select(_ => new Thread(Come)).ToList();
            all.ForEach(t => t.Start());
            all.ForEach(t => t.Join());

            seen.ShouldBe(jobs);

            void Come()
            {
                start.SignalAndWait();
                Interlocked.Increment(ref due);
                for (var again = true; again;)
                {
                    again = false;
                    if (!places.TryEnter())
                        return;

                    var looked = Volatile.Read(ref due);
                    Thread.Yield();
                    int before;
                    while ((before = Volatile.Read(ref seen)) < looked && Interlocked.CompareExchange(ref seen, looked, before) != before)
                    {
                    }

                    again = places.Leave();
                }
            }
        }, iter: 300, threads: 1);
    }
}
