// Moments as the reader says them: "5 minutes ago", with the exact one, in the browser's zone, in the title. The desk's clock counts, not
// this machine's: the demo's runs ahead.
const ahead = Date.parse(document.querySelector("meta[name=desk-now]")?.content) - Date.now() || 0;
const lang = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const ago = new Intl.RelativeTimeFormat(lang, { numeric: "auto", style: "short" });
const full = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "short" });
const short = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const date = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", year: "numeric" });
const minute = 60_000, hour = 60 * minute, day = 24 * hour;

export const now = () => Date.now() + ahead;

function said(at) {
  const past = now() - at;
  if (Math.abs(past) < minute) return ago.format(0, "second");
  if (Math.abs(past) < hour) return ago.format(-Math.trunc(past / minute), "minute");
  if (Math.abs(past) < day) return ago.format(-Math.trunc(past / hour), "hour");
  if (Math.abs(past) < 7 * day) return ago.format(-Math.round(past / day), "day");
  return plain(at);
}

const plain = at => (new Date(at).getFullYear() === new Date(now()).getFullYear() ? short : date).format(at).replace(",", "");

function left(at) {
  const rest = Math.abs(at - now()), days = Math.trunc(rest / day), hours = Math.trunc(rest % day / hour);
  const words = days > 0 ? (hours > 0 ? `${days}d ${hours}h` : `${days}d`) : hours > 0 ? `${hours}h` : `${Math.trunc(rest / minute)}m`;
  return (at < now() ? "−" : "") + words;
}

// As Moments.cs says it: "Tue 1 Dec, 17:00 Berlin" within two days, else the day alone.
const weekday = new Intl.DateTimeFormat(lang, { weekday: "short" });
const dayMonth = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short" });
const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const zone = clock.resolvedOptions().timeZone, place = /^(Etc\/)?(UTC|UCT)$/.test(zone) ? "UTC" : zone.split("/").at(-1).replaceAll("_", " ");

function moment(at) {
  const sameYear = new Date(at).getFullYear() === new Date(now()).getFullYear();
  const said = `${weekday.format(at).replace(".", "")} ${(sameYear ? dayMonth : date).format(at)}`;
  return Math.abs(now() - at) < 2 * day ? `${said}, ${clock.format(at)} ${place}` : said;
}

function show(time) {
  const at = Date.parse(time.dateTime);
  if (Number.isNaN(at)) return;
  if ("span" in time.dataset) {
    const until = Date.parse(time.dataset.until);
    time.textContent = `${Number.isNaN(until) ? full.format(at) : full.formatRange(at, until)} (${place})`;
    return;
  }
  if ("moment" in time.dataset) {
    time.textContent = moment(at);
    time.title = full.format(at);
    return;
  }
  if ("left" in time.dataset) {
    time.textContent = left(at);
    time.classList.toggle("late", at < now());
  } else time.textContent = "ago" in time.dataset ? said(at) : plain(at);
  time.title = ("left" in time.dataset ? "Due " : "") + full.format(at);
}

const showAll = root => root.querySelectorAll("time[data-ago], time[data-exact], time[data-left], time[data-moment], time[data-span]").forEach(show);

showAll(document);
addEventListener("htmx:load", event => showAll(event.target.parentElement ?? event.target));
setInterval(() => document.hidden || showAll(document), minute);

// Mails have no browser to ask: a tracker hands in its zone once, so that the next mail says times as this page does.
const zoneForm = document.querySelector("form[data-time-zone]");
if (zoneForm && zoneForm.dataset.timeZone !== zone) {
  zoneForm.elements.zone.value = zone;
  fetch(zoneForm.action, { method: "POST", body: new FormData(zoneForm), redirect: "manual" }).catch(() => {});
}
