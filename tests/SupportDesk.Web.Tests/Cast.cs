using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.People;

namespace SupportDesk.Web.Tests;

/// <summary>The people of the tests, each known by the local part of their address.</summary>
static class Cast
{
    /// <summary>Team Trust: tess (lead), aldo, bojan, valeria (moderator). Team Safety, private: ada (administrator). ines and victor own policies; damion and muhammed ask.</summary>
    public static bool Enter(DeskDb db, DateTimeOffset at)
    {
        var trust = Team.Found("Trust", isPrivate: false, calendar: null, System, at);
        var safety = Team.Found("Safety", isPrivate: true, calendar: null, System, at);
        db.AddRange(trust, safety);
        trust.Welcome(Add(db, "Tess R", "tess@marketfield.test", at, Role.Agent), asLead: true, System, at);
        trust.Welcome(Add(db, "Aldo L", "aldo@marketfield.test", at, Role.Agent), asLead: false, System, at);
        trust.Welcome(Add(db, "Bojan S", "bojan@marketfield.test", at, Role.Agent), asLead: false, System, at);
        trust.Welcome(Add(db, "Valeria K", "valeria@marketfield.test", at, Role.Moderator), asLead: false, System, at);
        safety.Welcome(Add(db, "Ada N", "ada@marketfield.test", at, Role.Administrator), asLead: true, System, at);
        Add(db, "Ines B", "ines@marketfield.test", at, Role.PolicyOwner);
        Add(db, "Victor H", "victor@marketfield.test", at, Role.PolicyOwner);
        Add(db, "Damion M", "damion@customer.test", at);
        Add(db, "Muhammed Q", "muhammed@customer.test", at);
        return true;
    }

    private static Actor System => Actor.System(Via.CommandLine);

    private static Guid Add(DeskDb db, string name, string address, DateTimeOffset at, params Role[] roles)
    {
        var person = Person.Meet(name, "en", System, at);
        var row = person.AddAddress(address, System, at);
        person.Verify(row, System, at);
        if (roles.Length > 0)
            person.OpenAccount(address, System, at);
        foreach (var role in roles)
            person.Grant(role, System, at);
        db.People.Add(person);
        return person.Id;
    }
}
