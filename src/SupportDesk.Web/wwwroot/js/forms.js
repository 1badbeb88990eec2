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

// Who signs out takes what was being written with them.
addEventListener("submit", event => {
  if (!event.target.hasAttribute("data-forget-drafts")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
});

// A select or a box that sends its form by itself (filters); without scripts the form has a button in <noscript>.
addEventListener("change", event => {
  if (event.target.hasAttribute("data-sends")) event.target.form.requestSubmit();
});

// What went wrong with a fragment comes as a notice of its own (HX-Retarget), though answers like that are else not shown.
addEventListener("htmx:beforeSwap", event => {
  if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
});

addEventListener("htmx:sendError", () => {
  const notice = document.createElement("div");
  notice.className = "flash warning";
  notice.textContent = "The desk cannot be reached. What you typed is still here.";
  document.getElementById("flash")?.replaceChildren(notice);
});

// What was being sent when its writer was led elsewhere (to sign in again) was not sent: its draft stays.
if (!document.querySelector("[data-composer]")) for (const key of Object.keys(sessionStorage)) if (key.startsWith("sent:")) sessionStorage.removeItem(key);
