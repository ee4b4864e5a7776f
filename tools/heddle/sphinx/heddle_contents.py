# SPDX-License-Identifier: MIT
"""Every page shows the book's contents beside its text. When they change all pages are written again, which Sphinx would not do.

The contents are titles of pages only. For each page Sphinx copies all sections of all pages, and then drops them: a quarter of the
time of a build. Here they are dropped once."""
from sphinx import addnodes


def contents(env):
    """What the navigation is made from: which pages stand where, and their titles."""
    trees = {name: [(tree["entries"], tree.get("caption")) for tree in toc.findall(addnodes.toctree)] for name, toc in env.tocs.items()}
    titles = {name: title.astext() for name, title in env.titles.items()}
    return repr(sorted((name, tree) for name, tree in trees.items() if tree)) + repr(sorted(titles.items()))


def rewrite_all(app, env):
    now = contents(env)
    if getattr(env, "heddle_contents", now) == now:
        env.heddle_contents = now
        return []
    env.heddle_contents = now
    return sorted(env.found_docs)


def titles(contents):
    """The contents of a page without its sections, as Sphinx leaves them where titles are asked for."""
    kept = contents.deepcopy()
    for entry in kept.children:
        if len(entry) > 1:
            below = list(entry.findall(addnodes.toctree))
            if below:
                entry[1][:] = below
            else:
                entry.pop(1)
    return kept


def show_titles(app, pagename, templatename, context, doctree):
    whole, env = context["toctree"], app.env

    def toctree(**how):
        if not how.get("titles_only"):
            return whole(**how)
        if not app.heddle_titles:
            app.heddle_titles = {name: titles(contents) for name, contents in env.tocs.items()}
        all_of, env.tocs = env.tocs, app.heddle_titles
        try:
            return whole(**how)
        finally:
            env.tocs = all_of

    context["toctree"] = toctree


def setup(app):
    app.heddle_titles = {}
    app.connect("env-updated", rewrite_all)
    app.connect("html-page-context", show_titles, priority=400)  # before the theme, which asks for them
