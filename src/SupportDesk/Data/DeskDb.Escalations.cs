using Microsoft.EntityFrameworkCore;
using SupportDesk.Chains;
using SupportDesk.Escalations;
using SupportDesk.Policies;

namespace SupportDesk.Data;

/// <summary>The tables of policies and of what climbs.</summary>
public abstract partial class DeskDb
{
    public DbSet<Escalation> Escalations => Set<Escalation>();
    public DbSet<Supporter> Supporters => Set<Supporter>();
    public DbSet<ConsentAnswer> Consents => Set<ConsentAnswer>();
    public DbSet<Passage> Passages => Set<Passage>();
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<Answer> Answers => Set<Answer>();
    public DbSet<LevelNote> LevelNotes => Set<LevelNote>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<Receipt> Receipts => Set<Receipt>();
    public DbSet<ReceiptDetails> ReceiptDetails => Set<ReceiptDetails>();
    public DbSet<Policy> Policies => Set<Policy>();
    public DbSet<Statement> Statements => Set<Statement>();
    public DbSet<Step> Steps => Set<Step>();
    public DbSet<Requirement> Requirements => Set<Requirement>();
    public DbSet<Chain> Chains => Set<Chain>();
    public DbSet<ChainVersion> ChainVersions => Set<ChainVersion>();
}
