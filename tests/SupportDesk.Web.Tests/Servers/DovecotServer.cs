namespace SupportDesk.Web.Tests.Servers;

/// <summary>
/// A private Dovecot: IMAP with STARTTLS and IMAPS, mail delivered by Postfix over LMTP. Every address exists, with one password for all and its mailbox made by the first use.
/// </summary>
sealed class DovecotServer : IAsyncDisposable
{
    public const string Password = "secret";

    /// <summary>What it calls itself in the Received field it adds.</summary>
    public const string HostName = "imap.marketfield.test";

    readonly ServerFolder folder;
    ServerProcess? server;

    DovecotServer(ServerFolder folder, int[] ports) => (this.folder, ImapPort, ImapsPort, LmtpPort) = (folder, ports[0], ports[1], ports[2]);

    /// <summary>Plain text with STARTTLS offered.</summary>
    public int ImapPort { get; }

    public int ImapsPort { get; }

    /// <summary>Delivers without Postfix: the quickest way to fill a mailbox.</summary>
    public int LmtpPort { get; }

    public string LmtpSocket => folder["dovecot/run/lmtp"];

    public string AuthSocket => folder["dovecot/run/auth-smtp"];

    string Configuration => folder["dovecot/dovecot.conf"];

    /// <param name="folder">Holds cert.pem and key.pem already.</param>
    /// <param name="introspection">Where it asks whether a token counts.</param>
    public static async Task<DovecotServer> StartAsync(ServerFolder folder, string introspection)
    {
        var dovecot = new DovecotServer(folder, Loopback.FreePorts(3));
        await folder.MakeAsync("dovecot");
        await folder.MakeAsync("dovecot/run");
        await folder.MakeAsync("dovecot/state");
        await folder.MakeAsync("mail", owner: "5000", group: "5000", mode: "700");
        await File.WriteAllTextAsync(dovecot.Configuration, dovecot.Settings());
        await File.WriteAllTextAsync(folder["dovecot/oauth2.conf.ext"], $"introspection_url = {introspection}\nintrospection_mode = post\nforce_introspection = yes\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n");
        await dovecot.StartAsync();
        return dovecot;
    }

    public async Task StartAsync()
    {
        server = ServerProcess.Start(folder["dovecot/stderr"], new Dictionary<string, string>(), "/usr/sbin/dovecot", "-F", "-c", Configuration);
        await Loopback.ListensAsync(server, ImapPort, folder["dovecot/dovecot.log"]);
    }

    public Task StopAsync() => server!.StopAsync();

    /// <summary>Runs doveadm on this instance, for instance <c>kick USER</c> or <c>mailbox update -u USER --uid-validity 42 INBOX</c>.</summary>
    public Task<string> AdminAsync(params string[] arguments) => ServerProcess.RunAsync(["/usr/bin/doveadm", "-c", Configuration, .. arguments]);

    /// <summary>Ends a person's sessions where there are any: Dovecot ends them itself once a mailbox has other numbers, and may be quicker.</summary>
    public async Task EndSessionsAsync(string address)
    {
        try
        {
            await AdminAsync("kick", address);
        }
        catch (InvalidOperationException e) when (e.Message.Contains("no users kicked", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Gives the file of a message a mode, for instance 000: then the server lists it and can't hand it over.</summary>
    public Task PermitAsync(string address, string subject, string mode) => ServerProcess.RunAsync("chmod", mode, FileOf(address, subject));

    string FileOf(string address, string subject) =>
        Directory.EnumerateFiles(folder[$"mail/{address}/Maildir"], "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) is "new" or "cur")
            .Single(f => File.ReadAllText(f).Contains($"Subject: {subject}\n", StringComparison.Ordinal) || File.ReadAllText(f).Contains($"Subject: {subject}\r\n", StringComparison.Ordinal));

    /// <summary>Makes it number a mailbox's messages from 1 again under another UIDVALIDITY, while nobody has it open: as after a restore.</summary>
    public void ForgetNumbers(string address)
    {
        foreach (var file in Directory.EnumerateFiles(folder[$"mail/{address}/Maildir"], "dovecot*"))
        {
            if (Path.GetFileName(file).StartsWith("dovecot.index", StringComparison.Ordinal) || Path.GetFileName(file) == "dovecot-uidlist")
                File.Delete(file);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    // Without the anvil block a failed login makes the next ones from 127.0.0.1 wait for seconds. Dovecot refuses blocks on one line.
    string Settings() =>
        $$"""
        hostname = {{HostName}}
        instance_name = sd-{{ImapPort}}
        base_dir = {{folder["dovecot/run"]}}
        state_dir = {{folder["dovecot/state"]}}
        log_path = {{folder["dovecot/dovecot.log"]}}
        protocols = imap lmtp
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <{{folder["cert.pem"]}}
        ssl_key = <{{folder["key.pem"]}}
        disable_plaintext_auth = no
        auth_mechanisms = plain login xoauth2 oauthbearer
        auth_failure_delay = 0
        auth_verbose = yes
        mail_location = maildir:~/Maildir
        mail_uid = 5000
        mail_gid = 5000
        first_valid_uid = 5000
        recipient_delimiter = +
        default_vsz_limit = 256M
        passdb {
          driver = oauth2
          mechanisms = xoauth2 oauthbearer
          args = {{folder["dovecot/oauth2.conf.ext"]}}
        }
        passdb {
          driver = static
          mechanisms = plain login
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid=5000 gid=5000 home={{folder["mail"]}}/%Lu allow_all_users=yes
        }
        service imap-login {
          inet_listener imap {
            port = {{ImapPort}}
          }
          inet_listener imaps {
            port = {{ImapsPort}}
            ssl = yes
          }
        }
        service lmtp {
          unix_listener lmtp {
            user = postfix
            mode = 0600
          }
          inet_listener lmtp {
            address = 127.0.0.1
            port = {{LmtpPort}}
          }
        }
        service auth {
          unix_listener auth-smtp {
            user = postfix
            mode = 0600
          }
        }
        service anvil {
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        protocol imap {
          mail_max_userip_connections = 40
        }
        namespace inbox {
          inbox = yes
          separator = /
          mailbox Processed {
            auto = create
          }
        }

        """;
}
