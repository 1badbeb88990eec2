// Drafts. What is typed into a form with data-draft is kept on the desk two seconds after a change and when the page goes, under the kind of
// words that the form holds; until the desk has confirmed it, it stays in this browser too. With data-draft-here (people without an account) it stays here only.
import { fileItem, renamed } from "./pictures.js";

const person = document.body.dataset.person;
const notTyped = new Set(["act", "__RequestVerificationToken", "draft", "draft-kind", "draft-version", "seen", "then", "files", "macro", "back"]);
const texts = "textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=submit], [type=button], [type=file], [type=date])";
const headers = { "X-Desk-Draft": "1" };
const drafts = new Map();

const ofTheDesk = address => address.startsWith("/files/") ? address : null;
const token = () => document.querySelector("[name=__RequestVerificationToken]")?.value ?? "";
const keysHere = start => Object.keys(localStorage).filter(key => key.startsWith(start));

/** The draft of a form, or undefined. */
export const draftOf = form => drafts.get(form);

const controlsOf = form => [...form.elements].filter(element => element.matches("input, select, textarea"));

function typedIn(form, nameOf = ofTheDesk) {
  const fields = {};
  for (const control of controlsOf(form)) {
    if (!control.name || notTyped.has(control.name) || control.disabled || ["submit", "button", "file", "password"].includes(control.type)) continue;
    if (["radio", "checkbox"].includes(control.type) && !control.checked) continue;
    const isHtml = control.name === "words" && form.elements.format?.value === "html";
    (fields[control.name] ??= []).push(isHtml ? renamed(control.value, nameOf) : control.value);
  }
  return fields;
}

const isBlank = (form, fields) => !fields.keep && [...form.querySelectorAll(texts)].every(control => control.value.replace(/<(?!img)[^>]*>|&nbsp;/g, "").trim() === "");

function asOpened(form) {
  return controlsOf(form).every(control => control.type === "hidden" || control.name === "" || notTyped.has(control.name)
    || (control.options ? [...control.options].every(option => option.selected === option.defaultSelected || ![...control.options].some(other => other.defaultSelected))
      : ["radio", "checkbox"].includes(control.type) ? control.checked === control.defaultChecked : control.defaultValue === undefined || control.value === control.defaultValue));
}

function fillIn(form, { fields, files }) {
  for (const control of controlsOf(form)) {
    if (!control.name || notTyped.has(control.name) || control.name === "keep" || control.disabled || ["submit", "button", "file"].includes(control.type)) continue;
    const values = fields[control.name] ?? [];
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else if (control.type !== "hidden" || control.name === "format") control.value = values[0] ?? "";
  }
  form.querySelector("trix-editor")?.editor?.loadHTML(form.elements.words.value);
  const list = form.querySelector("[data-files]");
  for (const id of fields.keep ?? []) if (list && !list.querySelector(`[value="${CSS.escape(id)}"]`)) list.append(fileItem(files?.[id] ?? "File", id));
}

async function post(address, fields) {
  const body = new URLSearchParams({ ...fields, __RequestVerificationToken: token() });
  try {
    // What goes with the page may have 64 KB; a longer one waits in the browser for the next page.
    const answer = await fetch(address, { method: "post", body, headers, redirect: "manual", keepalive: `${body}`.length < 60000 });
    if (answer.type === "opaqueredirect") return { signedOut: true };
    return answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  } catch {
    return {};
  }
}

const send = ({ kind, subject, id, version, turn, act, fields }) =>
  post("/drafts", { Id: id, Kind: kind, Subject: subject, version, turn, "form-act": act, fields: fields ? JSON.stringify(fields) : "" });

class Draft {
  changes = 0;
  kept = 0;

  constructor(form) {
    this.form = form;
    [this.kind, this.subject] = form.dataset.draft.split(" ");
    this.words = form.querySelector("[data-draft-says]");
    this.discard = form.querySelector("[data-draft-discard]");
    this.discard.onclick = () => this.end();
    if (this.version > 0) this.say("Draft saved", true);
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", event => event.target.type !== "file" && this.changed());
    form.addEventListener("submit", () => this.leave());
    if (!asOpened(form)) this.changed(); // typed before this script ran
  }

  get version() {
    return Number(this.form.elements["draft-version"].value);
  }

  set version(version) {
    this.form.elements["draft-version"].value = version;
  }

  get key() {
    return `draft:${this.form.dataset.draftPerson}:${this.form.elements.act.value}`;
  }

  say(words, kept) {
    if (this.words.textContent !== words) this.words.textContent = words;
    if (kept !== undefined) this.discard.hidden = !kept;
  }

  changed() {
    if (this.sending) return;
    this.changes++;
    clearTimeout(this.here);
    this.here = setTimeout(() => this.keepHere(), 200);
    this.timer ??= setTimeout(() => this.save(), 2000);
  }

  entry() {
    const form = this.form, fields = typedIn(form, this.nameOf), files = {};
    for (const kept of form.querySelectorAll("[data-files] [name=keep]")) files[kept.value] = kept.closest("li").firstChild.textContent.trim();
    return { kind: this.kind, subject: this.subject, id: form.elements.draft.value, version: this.version, turn: this.changes, act: form.elements.act.value, fields: isBlank(form, fields) ? null : fields, files };
  }

  keepHere(entry = this.entry()) {
    clearTimeout(this.here);
    try {
      localStorage.setItem(this.key, JSON.stringify(entry));
    } catch {
      this.say("This browser has no room left for the draft.");
    }
    return entry;
  }

  async save(leaving = false) {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.sending || this.changes === this.kept || this.saving && !leaving) return;
    this.saving = true;
    this.settle?.();
    const entry = this.keepHere();
    const answer = await send(entry);
    this.saving = false;
    if (answer.refused) this.say(answer.refused);
    else if (answer.result) this.confirmed(entry, answer);
    else this.say(answer.signedOut ? "You are signed out. What you typed stays in this browser until you sign in again." : "The desk cannot be reached. What you typed stays in this browser.");
    if (!this.sending && this.changes !== this.kept) this.timer ??= setTimeout(() => this.save(), answer.result ? 1000 : 5000);
  }

  confirmed(entry, answer) {
    if (this.form.elements.draft.value === entry.id) [this.form.elements.draft.value, this.version] = [answer.id, answer.version];
    this.kept = Math.max(this.kept, entry.turn);
    if (this.changes === this.kept && !this.sending) localStorage.removeItem(this.key);
    this.say(answer.result === "SavedApart" ? "Another window has a draft here too. Both are kept." : answer.result === "Saved" ? "Draft saved" : "", answer.result !== "Ended");
  }

  // What was sent stays here until a page has asked the desk whether it arrived.
  leave() {
    this.settle?.();
    if (this.changes !== this.kept || this.saving) this.keepHere();
    clearTimeout(this.timer);
    this.sending = true;
    this.form.inert = true; // whatever came in now would be neither sent nor kept
  }

  takeUp(entry, answer) {
    this.settle?.();
    if (this.changes > 0) return;
    fillIn(this.form, entry);
    const tab = document.querySelector(`[data-writes="${CSS.escape(this.form.id)}"]`);
    if (tab && !tab.checked && !document.activeElement.closest("form")) tab.click(); // or it would lie unseen behind the other tab
    [this.form.elements.draft.value, this.version] = [answer.id ?? entry.id, answer.version ?? entry.version];
    if (answer.result) this.say("Draft saved", true);
    else this.changed();
  }

  async end() {
    this.sending = true;
    clearTimeout(this.timer);
    clearTimeout(this.here);
    localStorage.removeItem(this.key);
    await post("/drafts/end", { Id: this.form.elements.draft.value });
    location.reload();
  }
}

// What an earlier page could not hand in: its session had ended, or the page went before the desk had answered.
async function handIn() {
  for (const key of keysHere(`draft:${person}:`)) {
    const kept = localStorage.getItem(key), entry = JSON.parse(kept ?? "null");
    if (!entry || [...drafts.values()].some(draft => draft.key === key)) continue;
    const answer = await send(entry);
    if ((answer.result || answer.refused) && localStorage.getItem(key) === kept) localStorage.removeItem(key);
    const shown = [...drafts.values()].find(draft => draft.kind === entry.kind && draft.subject === entry.subject);
    if (answer.result !== "Ended" && entry.fields) shown?.takeUp(entry, answer);
  }
}

function keepInBrowser(form) {
  const key = `draft-here:${form.dataset.draftHere}`, kept = JSON.parse(localStorage.getItem(key) ?? "null"), says = form.querySelector("[data-draft-says]");
  const write = sent => {
    const fields = typedIn(form);
    if (isBlank(form, fields)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ fields, sent }));
    says.textContent = isBlank(form, fields) ? "" : "Draft kept in this browser";
  };
  if (kept && asOpened(form)) {
    fillIn(form, kept);
    says.textContent = "Draft kept in this browser";
  }
  form.addEventListener("input", () => write(false));
  form.addEventListener("submit", () => write(true));
}

// A form that was sent is answered by a redirect; where it was not, its draft stays.
for (const key of keysHere("draft-here:")) {
  const kept = JSON.parse(localStorage.getItem(key));
  if (!kept?.sent) continue;
  if (performance.getEntriesByType("navigation")[0]?.redirectCount > 0) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify({ ...kept, sent: false }));
}

for (const form of document.querySelectorAll("form[data-draft]")) drafts.set(form, new Draft(form));
for (const form of document.querySelectorAll("form[data-draft-here]")) keepInBrowser(form);
if (person) handIn();

const saveAll = leaving => Promise.all([...drafts.values()].map(draft => draft.save(leaving)));
addEventListener("pagehide", () => saveAll(true));
document.addEventListener("visibilitychange", () => document.hidden && saveAll(true));

// A page that comes back after its form was sent holds words that are sent already, under an act that is done.
addEventListener("pageshow", event => event.persisted && [...drafts.values()].some(draft => draft.sending) && location.reload());

addEventListener("click", async event => {
  const { draftOpen, draftEnd } = event.target.dataset ?? {};
  if (!draftOpen && !draftEnd) return;
  await saveAll(true);
  await post(draftOpen ? "/drafts/open" : "/drafts/end", { Id: draftOpen ?? draftEnd });
  location.reload();
});

// Who signs out leaves nothing typed in this browser: the desk has it first.
addEventListener("submit", async event => {
  if (!event.target.hasAttribute("data-forget-drafts")) return;
  event.preventDefault();
  await Promise.race([saveAll(true), new Promise(after => setTimeout(after, 3000))]);
  for (const key of keysHere("draft:")) localStorage.removeItem(key);
  event.target.submit();
});
