// Copies what the pages use in the browser from node_modules to wwwroot/lib, and writes the SHA-256 of every file to vendored.json,
// which a test compares (tests/SupportDesk.Web.Tests/Assets). Run by `npm run vendor` in this folder.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const from = path => join(here, "node_modules", path);
const lib = join(here, "../../src/SupportDesk.Web/wwwroot/lib");
const versions = JSON.parse(await readFile(join(here, "package.json"), "utf8")).dependencies;

const files = {
  "htmx.js": "htmx.org/dist/htmx.min.js",
  "htmx.LICENSE.txt": "htmx.org/LICENSE",
  "trix.js": "trix/dist/trix.esm.min.js",
  "trix.LICENSE.txt": "trix/LICENSE",
  "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  "inter-latin-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
  "inter.LICENSE.txt": "@fontsource-variable/inter/LICENSE",
  "lucide.LICENSE.txt": "lucide-static/LICENSE",
};

const sha256 = (content, encoding) => createHash("sha256").update(content).digest(encoding);

async function icons() {
  const names = JSON.parse(await readFile(join(here, "icons.json"), "utf8")).sort();
  const symbols = await Promise.all(names.map(async name => {
    const svg = await readFile(from(`lucide-static/icons/${name}.svg`), "utf8");
    const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

// Trix inserts two style elements when it loads, empty at first. Their hashes go into style-src, so that no other inline style is allowed.
async function trixStyles() {
  const source = await readFile(from("trix/dist/trix.esm.js"), "utf8");
  const calls = [...source.matchAll(/^installDefaultCSSForTagName\("([\w-]+)", (".*)\);$/gm)];
  if (calls.length !== 2) throw new Error(`Trix used to insert two style elements, now ${calls.length}: look at its source.`);
  const cursor = { display: "inline-block", width: "1px" };
  const texts = calls.map(([, tag, css]) =>
    new Function("attachmentSelector", "cursorTargetStyles", `return ${css}`)("[data-trix-attachment]", cursor).replace(/%t/g, tag));
  return ["", ...texts].map(text => `sha256-${sha256(text, "base64")}`);
}

await rm(lib, { recursive: true, force: true });
await mkdir(lib, { recursive: true });
const contents = { "icons.svg": Buffer.from(await icons()) };
for (const [name, path] of Object.entries(files)) contents[name] = await readFile(from(path));

const hashes = {};
for (const name of Object.keys(contents).sort()) {
  await writeFile(join(lib, name), contents[name]);
  hashes[name] = sha256(contents[name], "hex");
}
await writeFile(join(here, "vendored.json"), JSON.stringify({ versions, files: hashes, styles: await trixStyles() }, null, 2) + "\n");
console.log(`${Object.keys(hashes).length} files in wwwroot/lib`);
