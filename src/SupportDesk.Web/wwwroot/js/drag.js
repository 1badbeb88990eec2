// Work dragged onto a person: the row's form (data-drag) gets the person of the place it falls on (data-drop) into its select and is sent.
let dragged;

for (const row of document.querySelectorAll("[data-drag]")) row.draggable = true;

addEventListener("dragstart", event => {
  dragged = event.target.closest?.("[data-drag]");
  if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.drag);
});

addEventListener("dragover", event => {
  const place = dragged && event.target.closest?.("[data-drop]");
  document.querySelectorAll(".dropping").forEach(other => other !== place && other.classList.remove("dropping"));
  if (!place) return;
  event.preventDefault();
  place.classList.add("dropping");
});

addEventListener("drop", event => {
  const place = dragged && event.target.closest?.("[data-drop]");
  const choice = dragged?.querySelector("select");
  if (!place || !choice) return;
  event.preventDefault();
  choice.value = place.dataset.drop;
  if (choice.value === place.dataset.drop) choice.form.requestSubmit();
});

addEventListener("dragend", () => {
  document.querySelectorAll(".dropping").forEach(place => place.classList.remove("dropping"));
  dragged = undefined;
});
