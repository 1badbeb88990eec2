namespace SupportDesk.Events;

/// <summary>Through which door an act came.</summary>
public enum Via { Web, Mail, Api, CommandLine, Job, Import }

/// <summary>In what capacity somebody acts: what an event and a receipt may say of them without naming them.</summary>
public enum Capacity { System, Requester, Supporter, Agent, Moderator, Level, Administrator }

/// <summary>Who acts, as what, and through which door. Automatic acts have an actor too: the system person.</summary>
/// <param name="PersonId">The person; <see cref="SystemId"/> for automatic acts.</param>
/// <param name="Capacity">As what they act here.</param>
/// <param name="Via">The door.</param>
public sealed record Actor(Guid PersonId, Capacity Capacity, Via Via)
{
    /// <summary>The system person's id: fixed, so that no node has to look it up.</summary>
    public static readonly Guid SystemId = new("00000000-0000-7000-8000-000000000001");

    public static Actor System(Via via) => new(SystemId, Capacity.System, via);

    public bool IsSystem => PersonId == SystemId;

    public bool IsStaff => Capacity is Capacity.Agent or Capacity.Moderator or Capacity.Level or Capacity.Administrator;
}
