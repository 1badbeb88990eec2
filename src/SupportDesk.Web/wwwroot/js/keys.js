// Shortcuts. A page names them where they act: data-key="a" on a button, link or field, data-key="g t" for two keys one after the other;
// data-key-name where the visible words are not enough for the list behind "?". Rows (data-row) are walked by j and k; keys inside one act on the current row alone.
const dialog = document.getElementById("keys");
const box = dialog?.querySelector("[data-keys-on]");
let first = "", forget;

const isOn = () => localStorage.getItem("keys") !== "off";
const typing = target => target.isContentEditable || target.closest("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, trix-editor");
const visible = element => element.offsetParent !== null || element.closest(".rail");
const rows = () => [...document.querySelectorAll("[data-row]")].filter(visible);
const current = () => document.querySelector("[data-row].at");

function go(step) {
  const all = rows();
  const next = all[Math.min(Math.max(all.indexOf(current()) + step, 0), all.length - 1)];
  if (!next) return;
  current()?.classList.remove("at");
  next.classList.add("at");
  next.querySelector("a[href]")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(element) {
  if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select, trix-editor")) {
    element.focus();
    element.select?.();
  } else if (element.matches("summary")) {
    element.parentElement.open = true;
    element.parentElement.querySelector("summary + * :is(input, select, button, a)")?.focus();
  } else {
    element.click();
    const place = document.getElementById(element.dataset.writes)?.querySelector("trix-editor, textarea:not([hidden])");
    place?.focus();
    place?.backToCaret?.();
  }
}

function act(keys) {
  const marked = [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)].find(element => visible(element) && (!element.closest("[data-row]") || element.closest("[data-row]") === current()));
  if (marked) return press(marked), true;
  const plain = { j: () => go(1), k: () => go(-1), x: () => current()?.querySelector(".pick input, input[type=checkbox]")?.click(), "?": help, Enter: () => current()?.querySelector("a[href]")?.click() }[keys];
  return plain ? (plain(), true) : false;
}

addEventListener("keydown", event => {
  if (!isOn() && event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target !== document.body) return;
  const keys = first ? `${first} ${event.key}` : event.key;
  clearTimeout(forget);
  first = "";
  if (act(keys)) return event.preventDefault();
  if (document.querySelector(`[data-key^="${CSS.escape(event.key)} "]`)) {
    first = event.key;
    forget = setTimeout(() => first = "", 1500);
  }
});

const fixed = { j: "Next", k: "Previous", Enter: "Open", x: "Select" };
const nameOf = element => element.dataset.keyName ?? element.getAttribute("aria-label") ?? [...element.childNodes].filter(node => !node.matches?.("kbd, .num, .heard")).map(node => node.textContent).join(" ").trim();

function help() {
  if (!dialog) return;
  const list = new Map(rows().length > 0 ? Object.entries(fixed) : []);
  for (const element of document.querySelectorAll("[data-key]")) if (element.dataset.key && visible(element)) list.set(element.dataset.key, nameOf(element));
  if (document.querySelector("[data-composer]")) list.set("Ctrl+Enter", "Send");
  list.set("?", "This list");
  dialog.querySelector("dl").replaceChildren(...[...list].flatMap(([keys, name]) => {
    const term = document.createElement("dt"), words = document.createElement("dd");
    term.append(...keys.split(" ").flatMap((key, at) => [at ? " " : "", Object.assign(document.createElement("kbd"), { textContent: key })]));
    words.textContent = name;
    return [term, words];
  }));
  box.checked = isOn();
  dialog.showModal();
}

box?.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
