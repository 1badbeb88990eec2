using AutoMapper;
using AutoMapper.Internal;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;

namespace SupportDesk.Tests.Tickets;

public sealed class MappingTests
{
    [Fact]
    public async Task Every_map_fills_every_member_of_its_row()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);

        database.Services.GetRequiredService<IConfigurationProvider>().AssertConfigurationIsValid();
    }

    [Fact]
    public async Task No_map_leads_back_to_itself()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var maps = database.Services.GetRequiredService<IConfigurationProvider>().Internal().GetAllTypeMaps();

        maps.ShouldNotBeEmpty();
        maps.ShouldAllBe(map => map.DestinationType.GetProperties().All(member => !maps.Any(other => other.DestinationType == member.PropertyType)));
    }
}
