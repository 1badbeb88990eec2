// The composer: a textarea that Trix replaces. Files come by drop and paste too, wait in the form's draft, and pictures among them stand within the words.
import { draftOf } from "./drafts.js";
import { fileItem, icon, preview, renamed } from "./pictures.js";

const tool = (attribute, name, label, key) => `<button type="button" class="button bare" data-trix-attribute="${attribute}"${key ? ` data-trix-key="${key}"` : ""} tabindex="-1" title="${label}" aria-label="${label}">${icon(name)}</button>`;
const toolbar = `${tool("bold", "bold", "Bold", "b")}${tool("italic", "italic", "Italic", "i")}
  <button type="button" class="button bare" data-trix-attribute="href" data-trix-action="link" data-trix-key="k" tabindex="-1" title="Link" aria-label="Link">${icon("link")}</button>
  ${tool("quote", "quote", "Quote")}${tool("code", "code", "Code")}${tool("bullet", "list", "List")}${tool("number", "list-ordered", "Numbered list")}
  <button type="button" class="button bare push" data-trix-action="undo" data-trix-key="z" tabindex="-1" title="Undo" aria-label="Undo">${icon("undo-2")}</button>
  <div data-trix-dialogs><div data-trix-dialog="href" data-trix-dialog-attribute="href"><div class="row">
    <input type="url" name="href" placeholder="https://" aria-label="Address" required data-trix-input disabled>
    <button type="button" class="button small" data-trix-method="setAttribute">Link</button>
    <button type="button" class="button small" data-trix-method="removeAttribute">Unlink</button></div></div></div>`;

const escaped = text => text.replace(/[&<>]/g, letter => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[letter]).replaceAll("\n", "<br>");
const ofTheDesk = address => address.startsWith("/files/") ? address : null;

// The editor draws, and hands its words on, a frame after they were typed: whoever sends or keeps them asks for them at once.
const settle = form => form.querySelector("trix-editor")?.editorController?.render();

async function enhance(form) {
  const area = form.querySelector("textarea");
  let touched = false;
  for (const type of ["keydown", "beforeinput", "input", "paste", "drop", "click"]) form.addEventListener(type, () => touched = true, true);
  takeFiles(form, area);
  form.addEventListener("keydown", event => onKey(form, event));
  form.addEventListener("trix-change", () => touched && draftOf(form)?.changed());
  form.addEventListener("submit", () => settle(form), true);
  if (draftOf(form)) draftOf(form).settle = () => settle(form);
  form.addEventListener("change", event => event.target.name === "leaveOut" && nameReaders(form));
  nameReaders(form);
  for (const button of form.querySelectorAll("[data-insert]")) button.addEventListener("click", () => insert(form, area, button));
  await replace(form, area);
}

// The button names who reads the reply, without those who are left out of it.
function nameReaders(form) {
  const button = form.querySelector("[data-readers]"), people = [...form.querySelectorAll("[name=leaveOut]")];
  if (!button || people.length === 0) return;
  const [first, ...others] = people.filter(person => !person.checked).map(person => person.dataset.firstName);
  button.textContent = !first ? "nobody by mail" : others.length === 0 ? first : `${first} and ${others.length} other${others.length === 1 ? "" : "s"}`;
}

// The form's own first button sends it, so that Ctrl+Enter in a note can only add the note. Escape leaves the editor for the shortcuts.
function onKey(form, event) {
  if (event.isComposing) return;
  if (event.key === "Escape" && event.target.matches("trix-editor, textarea") && !form.querySelector("details.drop[open]")) form.closest("[tabindex]")?.focus({ preventScroll: true });
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  settle(form);
  form.requestSubmit(form.querySelector("button[type=submit].first"));
}

async function replace(form, area) {
  if (!form.elements.format) return;
  const bar = document.createElement("trix-toolbar"), editor = document.createElement("trix-editor");
  bar.id = area.id + "-tools";
  bar.innerHTML = toolbar;
  await import("../lib/trix.js");
  await customElements.whenDefined("trix-editor"); // a moment later: until then the new element could take neither focus nor words
  window.Trix.config.attachments.preview.caption = { name: false, size: false };
  // It cleans what comes in within the page, where these would fetch before they are gone.
  Object.assign(window.Trix.config.dompurify, { FORBID_TAGS: ["audio", "video", "picture", "source", "track", "style", "svg", "math"], FORBID_ATTR: ["style", "background", "srcset"] });
  const text = area.value, wasHtml = form.elements.format.value === "html", focused = document.activeElement === area, at = area.selectionStart;
  area.value = wasHtml ? renamed(text, ofTheDesk) : escaped(text);
  form.elements.format.value = "html";
  editor.setAttribute("input", area.id);
  editor.setAttribute("toolbar", bar.id);
  editor.setAttribute("placeholder", area.placeholder);
  editor.setAttribute("aria-label", area.labels[0]?.textContent.trim() || area.getAttribute("aria-label") || "Your words");
  editor.dataset.key = area.dataset.key ?? "";
  delete area.dataset.key;
  area.required = false;
  area.before(bar, editor);
  area.hidden = true;
  editor.addEventListener("trix-file-accept", event => event.preventDefault());
  keepCaret(editor, bar);
  const end = () => editor.editor.getDocument().getLength() - 1;
  editor.backToCaret = () => editor.editor.setSelectedRange(editor.leftAt ?? [end(), end()]);
  if (!focused) return;
  editor.focus();
  if (!wasHtml) editor.editor.setSelectedRange(at);
}

// Trix draws a frame after a key and puts the caret back then. Where the focus has gone on meanwhile, the caret waits until the focus comes back: else the
// next key would land in the wrong words, a note's in a reply.
function keepCaret(editor, bar) {
  const drawing = editor.editorController, selection = drawing.selectionManager, set = selection.setLocationRange;
  let waits = false;
  selection.setLocationRange = function (range) {
    const at = document.activeElement;
    if (!at || at === document.body || editor.contains(at) || bar.contains(at)) return set.call(this, range);
    waits = true;
  };
  editor.addEventListener("blur", () => {
    const { editor: words, requestedLocationRange: next } = drawing;
    editor.leftAt = next ? words.getDocument().rangeFromLocationRange(next) : words.getSelectedRange();
  });
  editor.addEventListener("focus", () => {
    if (waits) editor.backToCaret();
    waits = false;
  });
}

// A macro goes where the caret was, else to the end; the caret stands behind it, and its menu is gone.
function insert(form, area, button) {
  const text = button.dataset.insert, editor = form.querySelector("trix-editor");
  button.closest("details").open = false;
  if (!editor) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    return;
  }

  editor.focus();
  editor.backToCaret();
  const [from] = editor.editor.getSelectedRange();
  editor.editor.insertString(text);
  settle(form);
  editor.editor.setSelectedRange(from + text.length);
}

function takeFiles(form, area) {
  const input = form.querySelector("input[type=file]"), shown = form.querySelector("[data-files]");
  if (!input) return;
  const pictures = new Map(); // by the address that the editor shows: the file, what stands for it there, and its id once the desk has it
  let kept = []; // files that the form itself still has to send
  const stands = file => [...pictures.values()].some(picture => picture.file === file && picture.standing);
  const show = () => {
    const all = new DataTransfer();
    for (const file of kept) all.items.add(file);
    input.files = all.files;
    shown?.querySelectorAll("li[data-here]").forEach(item => item.remove());
    for (const file of kept.filter(file => !stands(file))) {
      const item = fileItem(labelOf(file), null, () => drop(file));
      item.dataset.here = "";
      shown?.append(item);
    }
  };
  const drop = file => {
    kept = kept.filter(other => other !== file);
    show();
  };
  const keep = file => {
    if (!kept.includes(file)) kept.push(file);
    show();
    handOver(file);
  };
  // Into the draft, so that it is there on any device. Until then, or where it fails, the form sends the file itself.
  const handOver = async file => {
    const draft = draftOf(form);
    if (!draft || file.known) return;
    const body = new FormData();
    for (const [name, value] of Object.entries({ Id: form.elements.draft.value, Kind: draft.kind, Subject: draft.subject, __RequestVerificationToken: form.elements.__RequestVerificationToken.value, file })) body.append(name, value);
    file.known = true;
    const answer = await fetch("/drafts/file", { method: "post", body, redirect: "manual", headers: { "X-Desk-Draft": "1" } }).then(sent => sent.ok ? sent.json() : null).catch(() => null);
    if (!answer?.id || draft.sending || !kept.includes(file)) return;
    const picture = [...pictures.values()].find(picture => picture.file === file);
    if (picture) picture.id = answer.id;
    else shown?.append(fileItem(labelOf(file), answer.id));
    drop(file);
    draft.changed();
  };
  const addressOf = address => pictures.get(address)?.id ? `/files/${pictures.get(address).id}` : ofTheDesk(address);
  if (draftOf(form)) draftOf(form).nameOf = addressOf;
  // Kept at once: the form may be sent before the small one is drawn.
  const place = async file => {
    const editor = form.querySelector("trix-editor"), isPicture = editor && /^image\/(png|jpeg|gif|webp)$/.test(file.type);
    file.known = isPicture;
    keep(file);
    const address = isPicture ? await preview(file) : null;
    file.known = false;
    if (address) {
      pictures.set(address, { file });
      editor.editor.insertAttachment(new window.Trix.Attachment({ url: address, contentType: "image/webp", filename: file.name }));
    }
    handOver(file);
  };
  const placed = (event, then) => {
    const picture = pictures.get(event.attachment.getURL());
    if (picture) then(picture);
  };
  form.addEventListener("trix-attachment-add", event => placed(event, picture => {
    picture.standing = event.attachment;
    if (!picture.id && !kept.includes(picture.file)) kept.push(picture.file);
    show();
  }));
  form.addEventListener("trix-attachment-remove", event => placed(event, picture => {
    picture.standing = null;
    drop(picture.file);
  }));
  form.addEventListener("formdata", event => {
    if (form.elements.format?.value !== "html") return;
    const at = address => kept.indexOf(pictures.get(address)?.file);
    event.formData.set(area.name, renamed(area.value, address => at(address) < 0 ? addressOf(address) : `attachment:${at(address)}`));
  });
  input.addEventListener("change", () => [...input.files].forEach(keep));
  shown?.addEventListener("click", event => {
    if (!event.target.closest("[data-remove]")) return;
    event.target.closest("li").remove();
    draftOf(form)?.changed();
  });
  form.addEventListener("dragover", event => event.dataTransfer.types.includes("Files") && (event.preventDefault(), form.classList.add("dropping")));
  form.addEventListener("dragleave", event => form.contains(event.relatedTarget) || form.classList.remove("dropping"));
  const come = event => {
    const files = (event.dataTransfer ?? event.clipboardData).files;
    form.classList.remove("dropping");
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const all = [...files]; // the event's own list ends with it
    all.reduce((before, file) => before.then(() => place(file)), Promise.resolve());
  };
  form.addEventListener("drop", come, true);
  form.addEventListener("paste", come, true);
}

const size = bytes => bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
const labelOf = file => `${file.name}, ${size(file.size)}`;

document.querySelectorAll("form[data-composer]").forEach(enhance);
