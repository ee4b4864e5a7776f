// SPDX-License-Identifier: MIT
// What is wrong with the layout of the page as it stands: lines of text. test_site.py runs it at a wide and at a narrow width.
() => {
  const faults = [];
  const shortened = (text) => text.replace(/\s+/g, " ").trim().slice(0, 40);
  const named = (element) => `<${element.tagName.toLowerCase()}${element.className && element.className.trim ? ` class="${element.className}"` : ""}> ${shortened(element.textContent)}`;
  const SCROLLS = "pre, .scroll, .diagram-box, .table-wrapper, div.math, .sidebar-scroll, .toc-scroll, .sidebar-drawer, .toc-drawer";
  const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  // For screen readers alone.
  const isHidden = (element) => element.closest(".error-word, .visually-hidden, [aria-hidden='true']:not(svg)") !== null || (element.clientWidth <= 1 && element.clientHeight <= 1);

  // What scrolls sideways says so; nothing is cut off, nothing sticks out of its box, nothing lies over the text.
  for (const element of document.querySelectorAll(".main *:not(pre *, svg *, math *, svg, math)")) {
    const style = getComputedStyle(element);
    if (style.position === "fixed" && isSeen(element) && !element.closest(".toc-drawer")) faults.push(`lies over the text: ${named(element)}`);
    if (style.display === "inline" || element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0 || !isSeen(element) || isHidden(element)) continue;
    if (style.overflowX === "auto" || style.overflowX === "scroll") {
      const hint = style.backgroundAttachment.split(", ");
      if (!hint.includes("local") || !hint.includes("scroll")) faults.push(`scrolls without a hint: ${named(element)}`);
    } else if (style.overflowX !== "visible") {
      faults.push(`is cut off: ${named(element)}`);
    } else if (![...element.children].some((child) => child.scrollWidth > child.clientWidth + 1 && getComputedStyle(child).display !== "inline" && getComputedStyle(child).overflowX === "visible")) {
      faults.push(`sticks out of its box: ${named(element)}`);
    }
  }

  // No text lies over another.
  const places = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const boxes = new Map();
  const boxOf = (element) => {
    const scroller = element.closest(SCROLLS);
    if (scroller && !boxes.has(scroller)) boxes.set(scroller, scroller.getBoundingClientRect());
    return scroller && boxes.get(scroller);
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("math, script, style, noscript, title, .headerlink, symbol") || !isSeen(parent) || isHidden(parent)) continue;
    range.selectNodeContents(node);
    const box = boxOf(parent);
    for (const rect of range.getClientRects()) {
      const left = Math.max(rect.left, box ? box.left : 0), right = Math.min(rect.right, box ? box.right : innerWidth);
      const top = Math.max(rect.top, box ? box.top : -Infinity), bottom = Math.min(rect.bottom, box ? box.bottom : Infinity);
      if (right - left > 2 && bottom - top > 4) places.push({ left, right, top, bottom, node });
    }
  }
  places.sort((a, b) => a.top - b.top);
  for (let i = 0; i < places.length; i++) {
    const a = places[i];
    for (let j = i + 1; j < places.length && places[j].top < a.bottom; j++) {
      const b = places[j];
      if (a.node === b.node) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - b.top;
      if (wide > 3 && high > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top))
        faults.push(`text over text: ${shortened(a.node.data)} | ${shortened(b.node.data)}`);
    }
  }

  // Buttons hold their word on one line.
  for (const button of document.querySelectorAll(".copy-button")) {
    range.selectNodeContents(button);
    const inside = button.getBoundingClientRect(), lines = [...range.getClientRects()];
    if (inside.width && (lines.length > 1 || lines.some((line) => line.left < inside.left - 1 || line.right > inside.right + 1)))
      faults.push(`a button is too small for its word: ${named(button)}`);
  }

  // The contents of the page stand beside it where there is room.
  const contents = document.querySelector(".toc-drawer:not(.no-toc)")?.getBoundingClientRect();
  if (innerWidth >= 1280 && contents && (contents.width < 100 || contents.left < 0 || contents.right > innerWidth))
    faults.push("the contents of the page are not beside it");

  // Icons beside each other can be told apart, and hit.
  const icons = [...document.querySelectorAll(".mobile-header :is(label, button) svg")].filter(isSeen).map((icon) => icon.getBoundingClientRect()).filter((rect) => rect.width);
  for (let i = 1; i < icons.length; i++) {
    if (icons[i].left - icons[i - 1].right < 8) faults.push("two icons touch");
  }

  // A reader sees no lines of Markdown: captions name the section, or the generated file with its own line, as a link.
  for (const caption of document.querySelectorAll(".cell-bar, .src-back, .notebook-place, .cell-note, .api-back")) {
    if (/\bline \d/.test(caption.textContent.replace(/ at its line \d+/, ""))) faults.push(`a caption names a line of no file: ${named(caption)}`);
  }
  for (const bar of document.querySelectorAll("figure:is(.cell-export, .cell-test) .cell-bar")) {
    if (![...bar.querySelectorAll("a[href*='#L']")].some((link) => /\.\w+:\d+$/.test(link.textContent.trim()))) faults.push(`a caption leads to no file: ${named(bar)}`);
  }

  // A table within a table stays one, whatever is done to the rows around it.
  for (const row of document.querySelectorAll("td table tr")) {
    if (isSeen(row) && getComputedStyle(row).display !== "table-row") { faults.push(`a table falls apart: ${named(row.closest("table"))}`); break; }
  }

  // Names that people read, not those of functions with their underscores.
  for (const name of document.querySelectorAll(".legend span")) {
    if (/_\s|_$/.test(name.textContent)) faults.push(`a series has a name of code: ${named(name)}`);
  }
  return [...new Set(faults)].slice(0, 12);
}
