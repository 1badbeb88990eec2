namespace SupportDesk.Jobs;

/// <summary>How many jobs of this desk may send at once: half of its workers, so that a slow server never holds all of them.</summary>
public sealed class SendingPlaces
{
    private const int Most = 2;
    private readonly Lock gate = new();
    private int taken;
    private bool turnedAway;

    /// <returns>Whether there was a place; if not, whoever leaves next is told that somebody came.</returns>
    public bool TryEnter()
    {
        lock (gate)
        {
            turnedAway |= taken == Most;
            if (taken == Most)
                return false;

            taken++;
            return true;
        }
    }

    /// <returns>Whether somebody was turned away meanwhile: what they came for may still be due.</returns>
    public bool Leave()
    {
        lock (gate)
        {
            taken--;
            var came = turnedAway;
            turnedAway = false;
            return came;
        }
    }
}
