using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Data.Postgres;
using SupportDesk.Data.Sqlite;
using SupportDesk.Events;
using SupportDesk.Tests.Guarantees;

namespace SupportDesk.Tests.Pairs;

/// <summary>
/// A kept mutation: on a desk whose roots have no concurrency token, two acts of a pair are both saved, and the check of the pairs notices
/// it.
/// </summary>
public sealed class PairMutationTests
{
    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Pairs_notice_roots_that_may_be_saved_over(DatabaseProvider engine)
    {
        await TryAsync(engine, _ => { });

        (await Record.ExceptionAsync(() => TryAsync(engine, WithoutTokens.AddTo))).ShouldBeOfType<ShouldAssertException>().Message
            .ShouldContain("two acts changed the same version of a root");
    }

    static async Task TryAsync(DatabaseProvider engine, Action<IServiceCollection> also)
    {
        var before = new BeforeSave();
        await using var desk = await PairDesk.OpenAsync(engine, before, also);

        await new Pairing<PersonStage, PersonScene>(desk, before, [.. PeopleActs.All.Take(2)])
            .RunAsync(sweeps: false, stages => PersonScene.MakeAsync(desk, stages));

        await CaseChecks.NothingWasSavedOverAsync(desk);
    }

    /// <summary>The desk's model, with no concurrency token.</summary>
    sealed class WithoutTokens(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
    {
        public static void AddTo(IServiceCollection services) => services
            .ConfigureDbContext<SqliteDeskDb>(options => options.ReplaceService<IModelCustomizer, WithoutTokens>())
            .ConfigureDbContext<PostgresDeskDb>(options => options.ReplaceService<IModelCustomizer, WithoutTokens>());

        public override void Customize(ModelBuilder modelBuilder, DbContext context)
        {
            base.Customize(modelBuilder, context);
            foreach (var root in modelBuilder.Model.GetEntityTypes().Where(e => e.ClrType.IsSubclassOf(typeof(Root))))
                root.FindProperty(nameof(Root.Version))!.IsConcurrencyToken = false;
        }
    }
}
