// SPDX-License-Identifier: MIT
// Small comforts; the pages work without them.
(() => {
  // The copy button of a block with chunk marks takes the full code that stands hidden beside what is shown.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copybtn");
    const whole = button?.closest(".cell")?.querySelector(".copy-text");
    if (whole) button.dataset.clipboardTarget = "#" + CSS.escape(whole.id);
  }, true);

  // What scrolls sideways can be reached by the keyboard; what does not is no stop for it.
  const markScrolling = () => {
    for (const box of document.querySelectorAll("article pre, .scroll, .diagram-box, div.math")) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", markScrolling);
  addEventListener("toggle", markScrolling, true);
  addEventListener("load", markScrolling);

  // Paper shows everything.
  addEventListener("beforeprint", () => document.querySelectorAll("article details").forEach((d) => { d.open = true; }));

  // A page may not read its neighbours when it is opened as a file, so search shows no excerpts there.
  if (location.protocol === "file:" && window.DOCUMENTATION_OPTIONS) DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
})();
