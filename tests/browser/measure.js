// SPDX-License-Identifier: MIT
// How high lines with formulas are, and formulas that stand alone: for test_engines.py, in three browsers.
const range = document.createRange();
const rows = (element) => {
  // The lines of an element's text without its formulas.
  const tops = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("math, code, .headerlink") || !node.data.trim()) continue;
    range.selectNodeContents(node);
    tops.push(...[...range.getClientRects()].filter((rect) => rect.width > 1).map((rect) => rect.top));
  }
  const half = parseFloat(getComputedStyle(element).lineHeight) / 2;
  // Without any text a formula is a line of its own, as in a cell of a table.
  return tops.sort((a, b) => a - b).filter((top, i) => i === 0 || top - tops[i - 1] > half).length || 1;
};
const lines = [];
for (const element of document.querySelectorAll("article :is(p, li, dd):has(math:not([display=block]))")) {
  const { height } = element.getBoundingClientRect();
  const { lineHeight } = getComputedStyle(element);
  if (height && !element.querySelector("p, div, pre, li")) lines.push([element.textContent.replace(/\s+/g, " ").slice(0, 60), height / rows(element) / parseFloat(lineHeight)]);
}
const letter = parseFloat(getComputedStyle(document.body).fontSize);
const formulas = [...document.querySelectorAll("article math[display=block]")].map((formula) => [formula.textContent.replace(/\s+/g, " ").slice(0, 60), formula.getBoundingClientRect().height / letter]);
return { lines, formulas, width: innerWidth };
