namespace SupportDesk.Web.Tests.Servers;

/// <summary>What makes one Postfix differ from another.</summary>
/// <param name="Name">Its host name's first part and its name in its log.</param>
/// <param name="Domain">The domain whose mail it delivers into Dovecot; every address exists but nobody@.</param>
/// <param name="Ports">Server to server; submission with sign-in; the same with TLS from the first byte; submission at a server that removes foreign results and writes its own.</param>
/// <param name="NextPort">The server-to-server port of the Postfix that gets everything for elsewhere.</param>
/// <param name="PolicyPort">The <see cref="SmtpPolicy"/> that may refuse or mark what comes in.</param>
sealed record PostfixSettings(string Name, string Domain, int[] Ports, int NextPort, int PolicyPort);

/// <summary>A private Postfix as a provider runs it: takes mail for its domain from anybody, relays for those who sign in, writes a bounce for what the next server refuses.</summary>
sealed class PostfixServer : IAsyncDisposable
{
    /// <summary>The name in which it lets no Authentication-Results through from outside, as every receiving server should for its own (RFC 8601, section 5).</summary>
    public const string Stripped = "stripped.marketfield.test";

    readonly ServerFolder folder;
    readonly PostfixSettings settings;
    readonly DovecotServer dovecot;
    ServerProcess? server;

    PostfixServer(ServerFolder folder, PostfixSettings settings, DovecotServer dovecot) => (this.folder, this.settings, this.dovecot) = (folder, settings, dovecot);

    /// <summary>Server to server, without sign-in: only mail for its own domain.</summary>
    public int SmtpPort => settings.Ports[0];

    /// <summary>For mail clients: STARTTLS and sign-in with an address and <see cref="DovecotServer.Password"/>.</summary>
    public int SubmissionPort => settings.Ports[1];

    /// <summary>As <see cref="SubmissionPort"/>, with TLS from the first byte.</summary>
    public int SubmissionsPort => settings.Ports[2];

    public string HostName => $"{settings.Name}.{settings.Domain}";

    /// <summary>
    /// As <see cref="SubmissionPort"/>, as a careful provider has it: Authentication-Results in its own names are removed (RFC 8601, section 5), and what its policy
    /// says under <see cref="OwnResults"/> stands there instead.
    /// </summary>
    public int StrictPort => settings.Ports[3];

    /// <summary>A field's name that nobody outside can guess; stands for Postfix's milter, whose fields are not checked like those that come in.</summary>
    public static string OwnResults { get; } = $"X-Results-{Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}";

    public MailLog Log => new(folder[$"{settings.Name}/log/mail.log"]);

    string Etc => folder[$"{settings.Name}/etc"];

    /// <summary>Starts it; Dovecot runs already, for without its sign-in socket the port would stay dead.</summary>
    public static async Task<PostfixServer> StartAsync(ServerFolder folder, PostfixSettings settings, DovecotServer dovecot)
    {
        var postfix = new PostfixServer(folder, settings, dovecot);
        foreach (var part in (string[])["", "/etc", "/queue", "/log"])
            await folder.MakeAsync(settings.Name + part);
        await folder.MakeAsync($"{settings.Name}/data", owner: "postfix", mode: "700");
        await postfix.WriteAsync("main.cf", postfix.Main());
        await postfix.WriteAsync("master.cf", postfix.Master());
        await postfix.WriteAsync("headers", $"/^Authentication-Results: {Stripped.Replace(".", "\\.", StringComparison.Ordinal)};/ IGNORE\n");
        await postfix.WriteAsync("strict", $"/^Authentication-Results: [a-z]+\\.{settings.Domain.Replace(".", "\\.", StringComparison.Ordinal)};/ IGNORE\n/^{OwnResults}: (.*)$/ REPLACE Authentication-Results: $1\n");
        await postfix.WriteAsync("known", "!/^nobody@/ 1\n");
        await ServerProcess.RunAsync("/usr/sbin/postfix", "-c", postfix.Etc, "check");
        await postfix.StartAsync();
        return postfix;
    }

    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string> { ["MAIL_CONFIG"] = Etc, ["MAIL_LOGTAG"] = settings.Name };
        server = ServerProcess.Start(folder[$"{settings.Name}/log/stderr"], environment, "/usr/lib/postfix/sbin/master", "-c", Etc, "-s");
        await Loopback.ListensAsync(server, SmtpPort, folder[$"{settings.Name}/log/mail.log"]);
    }

    public Task StopAsync() => server!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    // Postfix waits two seconds for a configuration that was just written.
    async Task WriteAsync(string name, string content)
    {
        var path = Path.Combine(Etc, name);
        await File.WriteAllTextAsync(path, content);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddMinutes(-1));
    }

    string Main() =>
        $$"""
        compatibility_level = 3.6
        queue_directory = {{folder[settings.Name]}}/queue
        data_directory = {{folder[settings.Name]}}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        syslog_name = {{settings.Name}}
        maillog_file = {{folder[settings.Name]}}/log/mail.log
        maillog_file_prefixes = {{folder.Path}}
        enable_long_queue_ids = yes
        myhostname = {{HostName}}
        mydomain = {{settings.Domain}}
        myorigin = {{settings.Domain}}
        mydestination =
        local_transport = error:5.1.1 no local delivery
        alias_maps =
        alias_database =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.2/32
        disable_dns_lookups = yes
        smtp_dns_support_level = disabled
        smtp_host_lookup = native
        smtpd_peername_lookup = no
        recipient_delimiter = +
        header_checks = regexp:{{Etc}}/headers
        virtual_mailbox_domains = {{settings.Domain}}
        virtual_mailbox_maps = regexp:{{Etc}}/known
        virtual_transport = lmtp:unix:{{dovecot.LmtpSocket}}
        relay_domains =
        default_transport = smtp:[127.0.0.1]:{{settings.NextPort}}
        smtpd_tls_security_level = may
        smtpd_tls_cert_file = {{folder["cert.pem"]}}
        smtpd_tls_key_file = {{folder["key.pem"]}}
        smtp_tls_security_level = none
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = {{dovecot.AuthSocket}}
        smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
        smtpd_recipient_restrictions = check_policy_service { inet:127.0.0.1:{{settings.PolicyPort}}, timeout=20s, default_action=DUNNO }
        smtpd_end_of_data_restrictions = check_policy_service { inet:127.0.0.1:{{settings.PolicyPort}}, timeout=20s, default_action=DUNNO }
        queue_run_delay = 1s
        minimal_backoff_time = 1s
        maximal_backoff_time = 2s
        maximal_queue_lifetime = 10m
        bounce_queue_lifetime = 10m
        smtpd_client_connection_rate_limit = 0
        smtpd_error_sleep_time = 0
        smtpd_soft_error_limit = 1000
        smtpd_hard_error_limit = 1000
        service_throttle_time = 1s
        biff = no
        append_dot_mydomain = no

        """;

    string Master() =>
        $"""
        127.0.0.1:{SmtpPort} inet n - n - - smtpd
        127.0.0.1:{SubmissionPort} inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes
        127.0.0.1:{SubmissionsPort} inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_tls_wrappermode=yes
        127.0.0.1:{StrictPort} inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o cleanup_service_name=strict
        strict unix n - n - 0 cleanup -o header_checks=regexp:{Etc}/strict
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        lmtp unix - - n - - lmtp
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd

        """;
}
