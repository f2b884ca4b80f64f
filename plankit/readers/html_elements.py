"""What the elements of HTML do to the lines of a page."""

from __future__ import annotations

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "dt"),
        *("details", "dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure", "footer"),
        *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "html", "legend", "li"),
        *(
            "main",
            "menu",
            "nav",
            "ol",
            "optgroup",
            "option",
            "p",
            "pre",
            "section",
            "summary",
            "ul",
        ),
    )
)
"""Each begins and ends a line."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
ITEMS = {"li": ("li",), "option": ("option",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
LISTS = frozenset(("ol", "ul", "menu", "dir"))
ROOTS = frozenset(("html", "body"))
CLOSES_P = BLOCKS - ROOTS - {"li", "dd", "dt", "option", "caption"}
UNNAMED = ROOTS | {"p", "li"}
"""Elements whose class says nothing of furniture: too many, or around everything."""
VOID = frozenset(
    (
        *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img"),
        *("input", "keygen", "link", "meta", "param", "source", "track", "wbr"),
    )
)
"""Elements without an end."""
ROWS = frozenset(("tr", "thead", "tbody", "tfoot"))
CELLS = frozenset(("td", "th"))
TABLES = ROWS | CELLS | {"table"}
NAV = frozenset(("nav", "footer", "aside"))
