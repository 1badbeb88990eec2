using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.People;

public class GreetingNameTests
{
    [Theory]
    [InlineData("Damion Green", "Damion")]
    [InlineData("Green, Damion", "Damion")]
    [InlineData("Green, Damion A.", "Damion")]
    [InlineData("Green, Damion (Sales)", "Damion")]
    [InlineData("Dr. Damion Green", "Damion")]
    [InlineData("Herr Prof. Dr. Damion Green", "Damion")]
    [InlineData("Damion Green, MD", "Damion")]
    [InlineData("Lampen, Inc.", "Lampen")]
    [InlineData("GREEN Damion", "Damion")]
    [InlineData("DAMION", "DAMION")]
    [InlineData("Sales <sales@customer.test>", "Sales")]
    [InlineData("'damion.green@customer.test'", "Damion")]
    [InlineData("DAMION@CUSTOMER.TEST", "Damion")]
    [InlineData("info@customer.test", "")]
    [InlineData("x7@customer.test", "")]
    [InlineData("田中 太郎", "田中")]
    [InlineData("José-María Núñez", "José-María")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void People_are_greeted_by_their_given_name(string? written, string name)
    {
        GreetingName.Find(written).ShouldBe(name);
    }

    [Fact]
    public void A_macro_greets_nobody_whose_name_is_not_known()
    {
        var macro = new Macro { Name = "Thanks", Text = "Hi {{requester}},\nthank you." };

        macro.For("Green, Damion").ShouldBe("Hi Damion,\nthank you.");
        macro.For("info@customer.test").ShouldBe("Hi,\nthank you.");
    }
}
