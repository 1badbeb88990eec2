#!/bin/bash
# Runs every test on a fresh clone (Debian 12, root, .NET 10 SDK): installs the Debian packages the tests need, builds, starts one private PostgreSQL,
# runs each test project and stops what it started. The last line is "N passed, N failed, N skipped"; exit code 0 only if all passed and none was skipped.
# Arguments go to the test programs, for instance: bash tests/run.sh --filter-class '*.PostfixServerTests'
set -uo pipefail
cd "$(dirname "$0")/.."
packages=(chromium-headless-shell dovecot-imapd dovecot-lmtpd postfix postgresql openssl python3)
projects=(SupportDesk.Rules.Tests SupportDesk.Tests SupportDesk.Web.Tests)
passed=0 failed=0 skipped=0 wrong=0 postgres="" running=""
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# No build process may outlive the build. Its projects share one compiler, which is this run's own and is ended with the build.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

# Hundreds of short-lived processes: what .NET gains by measuring and guarding the code it writes comes too late for them.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0

say() { printf '%s  %s\n' "$(date +%T)" "$*"; }
complain() { wrong=1; say "$*"; }
gone() { [ ! -d "/proc/$1" ] || grep -qs '^State:.*Z' "/proc/$1/status"; }

# Short, because Unix socket paths are limited to 100 bytes; open to the servers' own users, who must pass through it.
home=$(mktemp -d /tmp/sdt-XXXXXX) && chmod 711 "$home" || exit 1
export TMPDIR=$home/tmp SUPPORTDESK_TEST_RUN=${home##*-}
mkdir -m 711 "$TMPDIR"

# What this run started and is still alive: it carries our mark, or works in or was started from our folder (mail servers clean their environment).
left_behind() {
  local found pid
  # Gathered first, by one process at a time: the pipe's own members carry the mark too.
  found=$(
    grep -lsz "^SUPPORTDESK_TEST_RUN=$SUPPORTDESK_TEST_RUN\$" /proc/[0-9]*/environ
    grep -ls "$home" /proc/[0-9]*/cmdline
    find /proc/[0-9]*/cwd -maxdepth 0 -lname "$home*" 2>/dev/null
  )
  cut -d/ -f3 <<<"$found" | sort -un | while read -r pid; do [ -z "$pid" ] || [ "$pid" = $$ ] || gone "$pid" || echo "$pid"; done
}

finish() {
  local code=$? pid tries
  trap '' INT TERM
  trap - EXIT
  [ -z "$running" ] || gone "$running" || { kill -TERM "$running"; for tries in {1..40}; do gone "$running" && break; sleep 0.25; done; }
  [ -z "$postgres" ] || { kill -INT "$postgres" 2>/dev/null; wait "$postgres" 2>/dev/null; }
  for tries in {1..40}; do [ -z "$(left_behind)" ] && break; sleep 0.25; done
  for pid in $(left_behind); do
    complain "left behind: $pid $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null)"
    kill -KILL "$pid" 2>/dev/null
  done
  cat "$home/failed" 2>/dev/null
  rm -rf "$home"
  [ $failed = 0 ] && [ $skipped = 0 ] && [ $passed != 0 ] || wrong=1
  [ $code != 0 ] || code=$wrong
  echo "$passed passed, $failed failed, $skipped skipped"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

install_packages() {
  local need=() package
  for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null)" = "ii " ] || need+=("$package")
  done
  [ ${#need[@]} = 0 ] && return
  say "installing ${need[*]}"
  apt-get update -q </dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${need[@]}" </dev/null
}

start_postgres() {
  local pgbin port attempt poll as_postgres
  pgbin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
  as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups env -C "$home/pg" PATH="$pgbin:/usr/bin:/bin" LC_ALL=C.UTF-8 TZ=UTC)
  install -d -o postgres -g postgres -m 700 "$home/pg"
  "${as_postgres[@]}" initdb -D "$home/pg/data" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 >"$home/initdb.log" 2>&1 || { cat "$home/initdb.log"; return 1; }
  for attempt in {1..5}; do
    port=$((20000 + RANDOM % 12000))
    # A direct child, so that it is reaped at once. It may lose a crash of the machine, never one of a process.
    "${as_postgres[@]}" postgres -D "$home/pg/data" -c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories= \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 >"$home/postgres.log" 2>&1 </dev/null &
    postgres=$!
    for poll in {1..100}; do
      "$pgbin/pg_isready" -q -h 127.0.0.1 -p $port && { export SUPPORTDESK_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"; return; }
      gone $postgres && break
      sleep 0.1
    done
  done
  cat "$home/postgres.log"
  return 1
}

count() { sed -n "s/.*<assembly [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -1; }

run_project() {
  local name=$1 report=$PWD/TestResults/$1.xml code ran
  shift
  rm -f "$report"
  # One lane more than two cores: tests wait for servers, clocks and browsers.
  dotnet "tests/$name/bin/Debug/net10.0/$name.dll" --no-progress --max-threads 3 --timeout 40m --results-directory "${report%/*}" --report-xunit --report-xunit-filename "$name.xml" "$@" </dev/null &
  running=$!
  wait $running
  code=$?
  running=""
  [ -s "$report" ] || { failed=$((failed + 1)); complain "$name ended with $code and left no report"; return; }
  passed=$((passed + $(count passed "$report")))
  failed=$((failed + $(count failed "$report") + $(count errors "$report")))
  # Named once more at the end, where a long log is read first.
  grep -o '<test [^>]*result="Fail"' "$report" | sed 's/.* name="\([^"]*\)".*/failed: \1/' >>"$home/failed"
  skipped=$((skipped + $(count skipped "$report") + $(count not-run "$report")))
  ran=$(count total "$report")
  if [ $# -gt 0 ] && [ "$ran" = 0 ]; then return; fi
  [ "$ran" != 0 ] || complain "$name ran no test"
  [ $code = 0 ] || complain "$name ended with $code"
}

[ "$(id -u)" = 0 ] || { complain "run as root: Postfix and Dovecot start as root and give up their rights themselves"; exit 1; }
command -v dotnet >/dev/null || { complain "the .NET 10 SDK is missing: dotnet is not on the path"; exit 1; }
install_packages || { complain "packages could not be installed"; exit 1; }
say "restoring" && dotnet restore --locked-mode -v quiet || { complain "restore failed"; exit 1; }
say "building" && dotnet build --no-restore -nologo -v quiet -nodeReuse:false -p:SharedCompilationId="$SUPPORTDESK_TEST_RUN" || { complain "build failed"; exit 1; }
for pid in $(left_behind); do kill -KILL "$pid"; done
say "starting PostgreSQL" && start_postgres || { complain "PostgreSQL did not start"; exit 1; }
export SUPPORTDESK_TEST_SERVERS=1 SUPPORTDESK_TEST_CHROMIUM=/usr/bin/chromium-headless-shell
mkdir -p TestResults
for project in "${projects[@]}"; do
  say "testing $project"
  run_project "$project" "$@"
done
say "stopping"
