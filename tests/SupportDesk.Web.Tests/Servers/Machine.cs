namespace SupportDesk.Web.Tests.Servers;

/// <summary>What tests/run.sh says this machine offers; without it tests that need servers or a browser are skipped.</summary>
static class Machine
{
    const string How = "run bash tests/run.sh, which installs and starts it";

    /// <summary>Dovecot and Postfix are installed and may be started (root).</summary>
    public static bool HasMailServers => Environment.GetEnvironmentVariable("SUPPORTDESK_TEST_SERVERS") == "1";

    /// <summary>The path of Chromium, or null.</summary>
    public static string? Chromium => Environment.GetEnvironmentVariable("SUPPORTDESK_TEST_CHROMIUM");

    public static void NeedsMailServers() => Assert.SkipUnless(HasMailServers, $"needs Dovecot and Postfix: {How}");

    public static void NeedsChromium() => Assert.SkipUnless(Chromium is not null, $"needs Chromium: {How}");
}
