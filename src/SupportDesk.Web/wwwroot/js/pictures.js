// Pictures within the words: the editor shows a small one of each, and what is sent names the file among the form's files ("attachment:0").
const shownWidth = 640;

// A small one as an address of its own, or null where the browser can't show the file.
export async function preview(file) {
  try {
    const picture = await createImageBitmap(file), scale = Math.min(1, shownWidth / picture.width);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.max(1, picture.width * scale), Math.max(1, picture.height * scale)];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return `${canvas.toDataURL("image/webp", 0.8)}#${crypto.randomUUID()}`;
  } catch {
    return null;
  }
}

// The words with each picture named as name(address) says; where it says nothing the picture is left out.
export function renamed(html, name) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const picture of body.querySelectorAll("img")) {
    const whole = picture.closest("figure") ?? picture, address = name(picture.getAttribute("src") ?? "");
    const caption = whole.querySelector(".attachment__caption--edited")?.textContent ?? "";
    const bare = document.createElement("img");
    bare.setAttribute("src", address ?? "");
    bare.setAttribute("alt", picture.alt);
    whole.replaceWith(...(address ? [bare] : []), ...(caption ? [document.createElement("br"), caption] : []));
  }
  return body.innerHTML;
}

const icons = document.body.dataset.icons;

export const icon = name => `<svg class="icon" aria-hidden="true"><use href="${icons}#${name}"></use></svg>`;

/** A file beside the words, which the form sends from its draft (with an id) or from its own field. */
export function fileItem(label, id, removed) {
  const item = document.createElement("li"), remove = document.createElement("button");
  item.className = "file";
  remove.type = "button";
  remove.className = "link";
  remove.setAttribute("aria-label", `Remove ${label.replace(/, [^,]*$/, "")}`);
  remove.innerHTML = icon("x");
  remove.toggleAttribute("data-remove", !removed);
  if (removed) remove.onclick = removed;
  item.append(`${label} `, remove);
  if (id) item.append(Object.assign(document.createElement("input"), { type: "hidden", name: "keep", value: id }));
  return item;
}
