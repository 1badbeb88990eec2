// The composer: a textarea that Trix replaces. What is typed is kept on this device until it was sent; files come by drop and paste too, and
// pictures among them stand within the words.
import { preview, renamed } from "./pictures.js";

const icons = document.body.dataset.icons;
const icon = name => `<svg class="icon" aria-hidden="true"><use href="${icons}#${name}"></use></svg>`;
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

async function enhance(form) {
  const area = form.querySelector("textarea");
  const says = form.querySelector("[data-draft-says]");
  const toRequester = area.placeholder;
  const draft = keeper(form.dataset.draft, area, form.elements.format, says);
  draft.restore();
  takeFiles(form, area);
  form.addEventListener("keydown", event => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit([...form.querySelectorAll("button[type=submit]")].find(button => button.offsetParent && button.matches(".first")));
  });
  form.addEventListener("change", event => {
    if (event.target.name !== "as") return;
    const words = event.target.value === "note" ? "A note: only staff see it…" : toRequester;
    (form.querySelector("trix-editor") ?? area).setAttribute("placeholder", words);
  });
  form.addEventListener("submit", draft.leave);
  form.addEventListener("htmx:afterRequest", event => event.detail.successful && draft.forget());
  area.addEventListener("input", draft.keep);
  for (const button of form.querySelectorAll("[data-insert]")) button.addEventListener("click", () => insert(form, area, button.dataset.insert));
  await replace(form, area, draft);
}

async function replace(form, area, draft) {
  if (!form.elements.format) return;
  const bar = document.createElement("trix-toolbar"), editor = document.createElement("trix-editor");
  bar.id = area.id + "-tools";
  bar.innerHTML = toolbar;
  await import("../lib/trix.js");
  window.Trix.config.attachments.preview.caption = { name: false, size: false };
  // It cleans what comes in within the page, where these would fetch before they are gone.
  Object.assign(window.Trix.config.dompurify, { FORBID_TAGS: ["audio", "video", "picture", "source", "track", "style", "svg", "math"], FORBID_ATTR: ["style", "background", "srcset"] });
  const text = area.value, wasHtml = form.elements.format.value === "html", focused = document.activeElement === area;
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
  editor.addEventListener("trix-change", draft.keep);
  editor.addEventListener("trix-file-accept", event => event.preventDefault());
  if (focused) editor.focus();
}

// Pictures that a reply had before it was taken back; those of this page end with it.
const ofTheDesk = address => address.startsWith("/files/") ? address : null;

function insert(form, area, text) {
  const editor = form.querySelector("trix-editor");
  if (editor) editor.editor.insertString(text);
  else area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  (editor ?? area).focus();
}

// A draft leaves when its post was answered by a redirect; a failed one finds it again.
function keeper(name, area, format, says) {
  const key = `draft:${name}`, sent = `sent:${name}`;
  const tell = words => says && (says.textContent = words);
  const forget = () => (localStorage.removeItem(key), sessionStorage.removeItem(sent), tell(""));
  let timer;
  const write = () => {
    if (area.value.trim() === "") return forget();
    const words = format?.value === "html" ? renamed(area.value, ofTheDesk) : area.value;
    localStorage.setItem(key, JSON.stringify({ words, format: format?.value ?? "text" }));
    tell("Draft kept on this device");
  };
  return {
    forget,
    keep() {
      clearTimeout(timer);
      timer = setTimeout(write, 400);
    },
    leave() {
      clearTimeout(timer);
      write();
      sessionStorage.setItem(sent, "yes");
    },
    restore() {
      const arrival = performance.getEntriesByType("navigation")[0];
      if (sessionStorage.getItem(sent) && arrival?.redirectCount > 0) return forget();
      sessionStorage.removeItem(sent);
      const kept = JSON.parse(localStorage.getItem(key) ?? "null");
      if (!kept || area.value.trim() !== "") return;
      area.value = kept.words;
      if (format) format.value = kept.format;
      tell("Draft kept on this device");
    },
  };
}

function takeFiles(form, area) {
  const input = form.querySelector("input[type=file]"), shown = form.querySelector("[data-files]");
  if (!input) return;
  const pictures = new Map(); // by the address that the editor shows: the file, and what stands for it there
  let kept = [];
  const show = () => {
    const all = new DataTransfer();
    for (const file of kept) all.items.add(file);
    input.files = all.files;
    shown?.replaceChildren(...kept.map(item));
  };
  const item = file => {
    const item = document.createElement("li"), remove = document.createElement("button");
    item.className = "file";
    remove.type = "button";
    remove.className = "link";
    remove.setAttribute("aria-label", `Remove ${file.name}`);
    remove.innerHTML = icon("x");
    remove.onclick = () => drop(file);
    item.append(`${file.name}, ${size(file.size)} `, remove);
    return item;
  };
  const keep = file => {
    if (!kept.includes(file)) kept.push(file);
    show();
  };
  const drop = file => {
    kept = kept.filter(other => other !== file);
    show();
    for (const picture of pictures.values()) if (picture.file === file) picture.standing?.remove();
  };
  // Kept at once: the form may be sent before the small one is drawn.
  const place = async file => {
    keep(file);
    const editor = form.querySelector("trix-editor");
    const address = editor && /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? await preview(file) : null;
    if (!address) return;
    pictures.set(address, { file });
    editor.editor.insertAttachment(new window.Trix.Attachment({ url: address, contentType: "image/webp", filename: file.name }));
  };
  const placed = (event, then) => {
    const picture = pictures.get(event.attachment.getURL());
    if (picture) then(picture);
  };
  form.addEventListener("trix-attachment-add", event => placed(event, picture => {
    picture.standing = event.attachment;
    keep(picture.file);
  }));
  form.addEventListener("trix-attachment-remove", event => placed(event, picture => {
    picture.standing = null;
    drop(picture.file);
  }));
  form.addEventListener("formdata", event => {
    if (form.elements.format?.value !== "html") return;
    const at = address => kept.indexOf(pictures.get(address)?.file);
    event.formData.set(area.name, renamed(area.value, address => at(address) < 0 ? ofTheDesk(address) : `attachment:${at(address)}`));
  });
  input.addEventListener("change", () => [...input.files].forEach(keep));
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

document.querySelectorAll("form[data-composer]").forEach(enhance);
