// SPDX-License-Identifier: MIT
// Axe's check of the contrast of texts takes most of its time, and on a page of thousands of words few are unlike: for each
// colour, size and weight on each background one text is looked at. All other rules see the whole page.
async (options) => {
  const known = new Map();
  // What lies behind an element: the colours, pictures and opacities of itself and of all that it is in.
  const behind = (e) => {
    if (!e) return "";
    if (!known.has(e)) {
      const style = getComputedStyle(e);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.position].join(" ");
      const around = behind(e.parentElement);
      known.set(e, own === "rgba(0, 0, 0, 0) none 1 none static" ? around : `${around}/${own}`);
    }
    return known.get(e);
  };
  const kinds = new Set();
  for (const e of document.body.querySelectorAll("*")) {
    e.removeAttribute("data-contrast");
    if (![...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) && !("placeholder" in e)) continue;
    if (!e.checkVisibility()) continue;
    const style = getComputedStyle(e);
    const kind = [style.color, style.fontSize, style.fontWeight, style.textShadow, e.tagName, behind(e)].join("|");
    if (!kinds.has(kind)) e.setAttribute("data-contrast", "");
    kinds.add(kind);
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-contrast]" }] });
  return (await axe.run(document, options)).violations;
}
