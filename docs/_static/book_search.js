// SPDX-License-Identifier: MIT
// What a search has found, page by page, each with an excerpt: from the text of all pages in searchtext.js, so that it is the same
// for a site that was opened as a file. Sphinx's own list would fetch every page, and name one as often as something on it matches.
(() => {
  if (typeof Search === "undefined" || typeof SEARCH_TEXT === "undefined") return;
  const MOST_PLACES = 4, BEFORE = 90, LONGEST = 240;

  const element = (name, text = "", attributes = {}) => Object.assign(document.createElement(name), { textContent: text }, attributes);
  const plain = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;
  const titleOf = (page) => plain(Search._index.titles[Search._index.docnames.indexOf(page)]);

  // The pages in the order of their best match; below each the sections and symbols that match too.
  const byPage = (results, asked) => {
    const pages = new Map();
    for (const [page, title, anchor, description, , , kind] of results) {
      if (!(page in SEARCH_TEXT)) continue;
      if (!pages.has(page)) pages.set(page, new Map());
      if (!anchor || kind === "text") continue;
      const name = kind === "index" ? asked.trim() : title.split(" > ").pop();
      const places = pages.get(page);
      if (name !== titleOf(page) && !places.has(name)) places.set(name, { anchor, kind: description ? description.split(",")[0] : "" });
    }
    return pages;
  };

  // The words around the first that was asked for, which are marked.
  const excerpt = (text, words) => {
    const lower = text.toLowerCase();
    const found = words.map((word) => lower.indexOf(word)).find((at) => at >= 0) ?? 0;
    const start = found > BEFORE ? lower.indexOf(" ", found - BEFORE) + 1 : 0;
    const end = text.length > start + LONGEST ? text.lastIndexOf(" ", start + LONGEST) : text.length;
    const out = element("p", start > 0 ? "… " : "", { className: "context" });
    const wanted = new RegExp(`(${words.map((word) => word.replace(/[.*+\-?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "giu");
    text.slice(start, Math.max(end, start + 1)).split(wanted).forEach((part, i) => out.append(i % 2 ? element("mark", part) : part));
    if (end < text.length) out.append(" …");
    return out;
  };

  const item = (page, places, words) => {
    const address = document.documentElement.dataset.content_root + page + DOCUMENTATION_OPTIONS.LINK_SUFFIX;
    const out = element("li");
    out.append(element("a", titleOf(page), { href: address }), excerpt(SEARCH_TEXT[page], words));
    if (!places.size) return out;
    const list = element("ul", "", { className: "found-places" });
    for (const [name, { anchor, kind }] of [...places].slice(0, MOST_PLACES)) {
      const place = element("li");
      place.append(element("a", name, { href: address + anchor }), kind ? ` (${kind})` : "");
      list.append(place);
    }
    out.append(list);
    return out;
  };

  Search.query = (query) => {
    const [asked, terms, excluded, highlighted, objects] = Search._parseQuery(query);
    const pages = byPage(Search._performSearch(asked, terms, excluded, highlighted, objects).reverse(), asked);
    const words = [...new Set([query.trim().toLowerCase(), ...highlighted, ...terms])].filter((word) => word);
    // What matches by a link's text alone, such as a list of files, tells nothing of the word.
    const telling = [...pages].filter(([page, places]) => places.size || words.some((word) => SEARCH_TEXT[page].toLowerCase().includes(word)));
    for (const [page, places] of telling) Search.output.append(item(page, places, words));
    _finishSearch(telling.length);
  };
})();
