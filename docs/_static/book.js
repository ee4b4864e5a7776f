// SPDX-License-Identifier: MIT
// Small comforts; the pages work without them.
(() => {
  // A copy button on every block of code. Where chunks stand in a block, it takes the full code that is hidden beside what is shown.
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
        await write((pre.closest(".cell")?.querySelector(".copy-text") ?? pre).textContent);
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
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", markScrolling);
  addEventListener("toggle", markScrolling, true);
  addEventListener("load", markScrolling);

  // Paper shows everything.
  addEventListener("beforeprint", () => document.querySelectorAll("article details").forEach((d) => { d.open = true; }));
})();
