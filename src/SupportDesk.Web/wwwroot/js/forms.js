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

// A fragment that could not be fetched or sent is said where notices are said.
const went = { 403: "This is not yours to do.", 404: "This is not there any more.", 409: "Somebody was faster. Reload the page to see it as it stands now.", 429: "Too many tries. Wait a minute." };
const say = words => {
  const notice = document.createElement("div");
  notice.className = "flash warning";
  notice.textContent = words;
  document.getElementById("flash")?.replaceChildren(notice);
};
addEventListener("htmx:responseError", event => say(went[event.detail.xhr.status] ?? "This did not work. Try again in a minute."));
addEventListener("htmx:sendError", () => say("The desk cannot be reached. What you typed is still here."));
