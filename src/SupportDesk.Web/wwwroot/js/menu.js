// Drop-downs are details elements: a click elsewhere or Escape closes them. Dialogs close by their button.
addEventListener("click", event => {
  for (const open of document.querySelectorAll("details.drop[open]")) if (!open.contains(event.target)) open.open = false;
  event.target.closest?.("[data-close]")?.closest("dialog, [popover]")?.[event.target.closest("dialog") ? "close" : "hidePopover"]();
});

addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.drop[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
