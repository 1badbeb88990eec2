// What scripts add to pages that work without them. Each module looks for its own marks and does nothing where there are none.
import "./menu.js";
import "./times.js";
import "./keys.js";
import "./live.js";
import "./opened.js";
import "./forms.js";

// What only scripts can do is hidden without them.
for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;

import("./drafts.js");
if (document.querySelector("[data-composer]")) import("./composer.js");
if (document.querySelector("[data-drag]")) import("./drag.js");
