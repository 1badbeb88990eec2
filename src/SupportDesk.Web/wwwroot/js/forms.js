// Small courtesies of forms: the errors are read first, a slow answer shows, an offer to undo leaves when its time is over.
document.querySelector("[data-errors], [aria-invalid=true]")?.focus();

addEventListener("submit", event => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  setTimeout(() => event.submitter?.setAttribute("aria-disabled", "true"));
});

addEventListener("click", event => {
  if (event.target.closest?.("[aria-disabled=true]")) event.preventDefault();
});

addEventListener("pageshow", event => {
  if (event.persisted) document.querySelectorAll("button[aria-disabled=true]").forEach(button => button.removeAttribute("aria-disabled"));
});

for (const form of document.querySelectorAll("form[data-until]")) {
  const left = Date.parse(form.dataset.until) - Date.now();
  if (left > 0) setTimeout(() => form.remove(), Math.min(left, 2 ** 31 - 1));
  else if (form.dataset.until) form.remove();
}

// A select or a box that sends its form by itself (filters); without scripts the form has a button in <noscript>.
addEventListener("change", event => {
  if (event.target.hasAttribute("data-sends")) event.target.form.requestSubmit();
});

// What went wrong with a fragment comes as a notice of its own (HX-Retarget), though answers like that are else not shown.
addEventListener("htmx:beforeSwap", event => {
  if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
});

// After an act the reader goes on where they were: at the post they sent, at the button that opened the form, else at the content.
const openers = "opener";
addEventListener("submit", event => {
  const key = event.target.closest("details.drop")?.querySelector("summary")?.dataset.key;
  if (key) sessionStorage.setItem(openers, key);
});

if (document.querySelector("[data-flash]") && (document.activeElement ?? document.body) === document.body) {
  const key = sessionStorage.getItem(openers), place = location.hash && document.getElementById(location.hash.slice(1));
  const target = place || (key && document.querySelector(`summary[data-key="${CSS.escape(key)}"]`)) || document.getElementById("main");
  if (place && !place.hasAttribute("tabindex")) place.tabIndex = -1;
  target?.focus({ preventScroll: target !== place });
}
sessionStorage.removeItem(openers);

addEventListener("click", event => {
  const dismissed = event.target.closest?.("[data-dismiss]")?.closest(".flash");
  if (!dismissed) return;
  dismissed.remove();
  document.getElementById("main")?.focus({ preventScroll: true });
});

addEventListener("htmx:sendError", () => {
  const notice = document.createElement("div");
  notice.className = "flash warning";
  notice.textContent = "The desk cannot be reached. What you typed is still here.";
  document.getElementById("flash")?.replaceChildren(notice);
});
