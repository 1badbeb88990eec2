using Microsoft.EntityFrameworkCore;
using SupportDesk.People;
using SupportDesk.Search;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Data;

/// <summary>What search must find of what is new, in the same save. Of what changed, triggers tell (AfterMigrate.Search).</summary>
public abstract partial class DeskDb
{
    /// <summary>A document's words as this engine's index reads them.</summary>
    internal string Write(TermList terms) => IsPostgres ? TsVectorText.Of(terms) : terms.ToString();

    // Let go of after the save: triggers change them behind this context's back.
    private readonly List<SearchDocument> newDocuments = [];

    private void LetSearchDocumentsGo()
    {
        foreach (var document in newDocuments)
            Entry(document).State = EntityState.Detached;
        newDocuments.Clear();
    }

    private void AddDocument(SearchDocument document)
    {
        SearchDocuments.Add(document);
        newDocuments.Add(document);
    }

    private void AddSearchDocuments()
    {
        newDocuments.Clear();
        var added = new NewSearchables();
        foreach (var entry in ChangeTracker.Entries())
            added.Note(entry.Entity, entry.State);
        foreach (var post in added.Posts)
            AddDocument(SearchDocument.OfPost(post.ThreadId, post.Id, post.Kind == PostKind.Note || post.State == PostState.Held,
                Write(SearchText.OfPost(post, added.FilesOf(post)))));
        foreach (var ticket in added.Tickets)
            AddDocument(SearchDocument.OfTicket(ticket.ThreadId, ticket.Id, Write(SearchText.OfTicket(ticket.Subject, []))));
        foreach (var person in added.People)
            AddDocument(SearchDocument.OfPerson(person.Id, Write(SearchText.OfPerson(person.DisplayName, added.AddressesOf(person)))));
    }

    private sealed class NewSearchables
    {
        private readonly List<Attachment> files = [];
        private readonly List<MailAddress> addresses = [];

        public List<Post> Posts { get; } = [];
        public List<Ticket> Tickets { get; } = [];
        public List<Person> People { get; } = [];

        public void Note(object entity, EntityState state)
        {
            switch (entity)
            {
                case Post post when state == EntityState.Added: Posts.Add(post); break;
                case Ticket ticket when state == EntityState.Added: Tickets.Add(ticket); break;
                case Person person when state == EntityState.Added: People.Add(person); break;
                case MailAddress address when state == EntityState.Added: addresses.Add(address); break;
                case Attachment { PostId: not null } file when state is EntityState.Added or EntityState.Modified: files.Add(file); break;
            }
        }

        public IEnumerable<string> FilesOf(Post post) => files.Where(f => f.PostId == post.Id).OrderBy(f => f.Id).Select(f => f.Name);

        public IEnumerable<string> AddressesOf(Person person) => addresses.Where(a => a.PersonId == person.Id).OrderBy(a => a.Id)
            .Select(a => a.Address);
    }
}
