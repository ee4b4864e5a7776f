// SPDX-License-Identifier: MIT
// Small comforts; the pages work without them.
(() => {
  // The code of a block with every chunk put in, as heddle puts it in, from the blocks of this page.
  const whole = (pre, indent = "") => {
    const uses = [...pre.querySelectorAll(".chunkref")];
    return pre.textContent.replace(/\n$/, "").split("\n").flatMap((line) => {
      if (!uses.length || line.trim() !== uses[0].textContent) return [line && indent + line];
      const use = uses.shift(), inner = indent + line.slice(0, line.indexOf(use.textContent));
      const parts = use.dataset.parts.split(" ").map((id) => document.getElementById(id).querySelector("pre"));
      return [`${inner}// ${use.textContent.slice(1, -1)}`, ...parts.flatMap((part) => whole(part, inner))];
    });
  };
  // Where the page does not have all of it, the code is in a script, which is loaded once.
  const stored = (key) => new Promise((done, failed) => {
    if (window.COPY_TEXT?.[key]) return done(COPY_TEXT[key]);
    const src = `${document.documentElement.dataset.content_root}_static/copytext.js?v=${key}`;
    document.head.append(Object.assign(document.createElement("script"), { src, onload: () => done(COPY_TEXT[key]), onerror: failed }));
  });
  // A copy button on every block of code.
  const write = (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Pages that come over plain http have the old way only.
    const area = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text }));
    area.select();
    document.execCommand("copy");
    area.remove();
    return Promise.resolve();
  };
  const addCopyButtons = () => {
    for (const pre of document.querySelectorAll("article div.highlight:not(.source) pre")) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "copy-button", textContent: "copy" });
      button.addEventListener("click", async () => {
        const key = pre.closest(".cell")?.dataset.copy;
        await write(key ? await stored(key) : whole(pre).join("\n") + "\n");
        button.textContent = "copied";
        setTimeout(() => { button.textContent = "copy"; }, 1500);
      });
      pre.parentNode.append(button);
    }
  };
  addEventListener("DOMContentLoaded", addCopyButtons);

  // What scrolls sideways can be reached by the keyboard; what does not is no stop for it.
  const markScrolling = () => {
    for (const box of document.querySelectorAll("article pre, .scroll, .diagram-box, .table-wrapper, div.math")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", markScrolling);
  addEventListener("toggle", markScrolling, true);
  addEventListener("load", markScrolling);

  // Paper shows everything.
  addEventListener("beforeprint", () => document.querySelectorAll("article details").forEach((d) => { d.open = true; }));
})();
