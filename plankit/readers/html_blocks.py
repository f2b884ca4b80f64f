"""An HTML page as lines: blocks, breaks, lists, tables, and what is not shown."""

from __future__ import annotations

import html
import re

from .html_elements import (
    BLOCKS,
    CELLS,
    CLOSES_P,
    HEADINGS,
    ITEMS,
    LISTS,
    NAV,
    ROOTS,
    TABLES,
    UNNAMED,
    VOID,
)
from .html_lists import MOST_AHEAD, List, items
from .html_styles import TELLING, Sheet, hides, list_style
from .html_tables import Cell, Table, holds_data, row_lines
from .html_tags import PLAIN, Tag, look
from .html_tokens import END, START, TEXT, attributes, tokens
from .html_writer import Writer

_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd|ceb)\b", re.IGNORECASE)

_LIST, _NAV_END, _BOX, _PRE = 1, 2, 4, 8
"""What an open element undoes when it ends."""
_DEEP = 32
"""How far up an open <li> or <dd> is looked for."""
_FRAMES = 3
"""How deep frames within frames are read."""
_MOST_SEEN = 4096
"""Different tags whose reading is kept."""


class Page:
    """What a page's markup says: lines in reading order, meta fields, named containers."""

    def __init__(
        self, raw: str, mapped: bool = True, nesting: int = 0, everything: bool = False
    ) -> None:
        """Read `raw`.

        `mapped` tells whether offsets in it are places in the file; `everything` reads what is
        hidden, too.
        """
        self.meta: dict[str, str] = {}
        self.title = ""
        self.boxes: list[tuple[int, str]] = [(0, "")]
        """Containers with a class or id: (the container around it, its names)."""
        self.unseen = 0
        """How many characters of the file's text are not shown."""
        self._raw = raw
        self._out = Writer(raw, mapped)
        self.lines = self._out.lines
        self.noted = self._out.noted
        """Numbers of notes that stand raised in the text, and how many lines are above each."""
        self._nesting = nesting
        self._everything = everything
        self._stack: list[tuple[str, int, int]] = []  # name, effects, the container to restore
        self._scopes: list[dict[str, int]] = [{}]  # open elements by name; a table opens a scope
        self._tables: list[Table] = []
        self._lists: list[List] = []
        self._hidden = -1  # how many elements were open where the hidden one began
        self._hidden_name = ""  # its name where it is no element of the stack
        self._hidden_inner = 0
        self._seen: dict[str, Tag] = {}
        self._sheet: Sheet | None = None
        self._ahead = MOST_AHEAD
        self._at = 0  # where the element at hand begins to hold anything
        self._read()

    # -- the walk -------------------------------------------------------------------------------

    def _read(self) -> None:
        write = self._out.write
        for kind, start, end, name, segment in tokens(self._raw):
            if kind == TEXT:
                if self._hidden < 0:
                    write(start, end)
                else:
                    self.unseen += end - start
            elif kind == START:
                self._at = end
                self._start(name, segment)
            elif kind == END:
                self._end(name)
            else:
                self._opaque(start, end, name, segment)
        while self._tables:
            self._end_table()
        self._cut(0)
        self._out.end_line()

    def _opaque(self, start: int, end: int, name: str, segment: str) -> None:
        """An element whose content is not read as markup."""
        if name == "title" and not self.title:
            self.title = " ".join(html.unescape(self._raw[start:end]).split())
        elif name == "style":
            if TELLING.search(self._raw, start, end):
                self._sheet = self._sheet or Sheet(hiding=not self._everything)
                self._sheet.add(self._raw[start:end])
        elif self._hidden >= 0:
            return
        elif name == "xmp":
            self._out.end_line()
            self._out.write(start, end)
            self._out.end_line()
        elif name == "iframe" and "srcdoc" in segment and self._nesting < _FRAMES:
            inner = attributes(segment).get("srcdoc", "")
            if inner:
                self.frame(inner, start)

    def frame(self, inner: str, at: int) -> None:
        """Add the lines of a page that the page itself holds; all stand at `at` in the file."""
        out = self._out
        out.end_line()
        page = Page(inner, False, self._nesting + 1, self._everything)
        shift = len(self.boxes) - 1
        for around, names in page.boxes[1:]:
            self.boxes.append((around + shift if around else out.box, names))
        for line in page.lines:
            line.parts = [(words, at) for words, _ in line.parts]
            line.box = line.box + shift if line.box else out.box
            line.nav = line.nav or out.nav > 0
            self.lines.append(line)
        for key, value in page.meta.items():
            self.meta.setdefault(key, value)

    def _look(self, segment: str) -> Tag:
        """What a tag's attributes say; tags repeat, so each is read once."""
        tag = self._seen.get(segment)
        if tag is None:
            tag = look(segment)
            if len(self._seen) < _MOST_SEEN and len(segment) < 2000:
                self._seen[segment] = tag
        return tag._replace(hidden=False) if tag.hidden and self._everything else tag

    # -- elements -------------------------------------------------------------------------------

    def _start(self, name: str, segment: str) -> None:
        if self._hidden >= 0:
            if name in VOID or segment[-1:] == "/":
                return
            if name == self._hidden_name:
                if name != "tr" or self._tables[-1].unseen:
                    self._hidden_inner += 1
                else:
                    self._hidden = -1  # the end of a row may be left out
            elif name not in BLOCKS and name not in TABLES:
                return
        if name in BLOCKS:
            self._open(name, segment)
        elif name == "br":
            self._out.new_line()
        elif name in TABLES:
            self._table_part(name, self._look(segment) if segment else PLAIN)
        elif name == "meta":
            found = attributes(segment)
            key = found.get("name") or found.get("property") or found.get("itemprop")
            if key and found.get("content", "").strip():
                self.meta.setdefault(key.strip(), found["content"].strip())
        elif name == "hr":
            self._out.end_line()
        elif name == "a":
            self._out.link = len(self._stack) if "href" in segment else -1
            self._out.file = _FILE.search(segment) is not None
        elif name in ("rt", "rp"):
            self._out.reading()
        elif name == "sup":
            self._out.raised()
        elif name == "template" and "shadowroot" not in segment:
            self._hide(name)
        elif segment and segment[-1] != "/" and name not in VOID:
            tag = self._look(segment)
            if tag.hidden or (self._sheet and hides(self._sheet.said(name, segment, self._stack))):
                self._hide(name)
            elif tag.list_level:
                self._out.list_item(tag.list_level)
            if tag.symbols:
                self._out.symbols = tag.symbols

    def _open(self, name: str, segment: str) -> None:
        """The start of a block."""
        stack = self._stack
        out = self._out
        if name in CLOSES_P and stack and stack[-1][0] == "p":
            self._cut(len(stack) - 1)
        elif name in ITEMS:
            self._close_item(ITEMS[name])
        hidden = self._hidden >= 0
        if not hidden:
            out.end_line()
        effects = restore = 0
        nav = name in NAV
        says = self._sheet.said(name, segment, stack) if self._sheet is not None else {}
        if says and hides(says) and not hidden and name not in ROOTS:
            self._hidden, self._hidden_name = len(stack), ""
        if segment:
            tag = self._look(segment)
            if tag.hidden and not hidden and name not in ROOTS:
                self._hidden, self._hidden_name = len(stack), ""
            if tag.names and name not in UNNAMED:
                effects |= _BOX
                restore = self._enter(f"{tag.names} header" if name == "header" else tag.names)
            if tag.list_level:
                out.list_item(tag.list_level)
            nav = nav or tag.nav
            if tag.pre and name not in ROOTS and name != "pre":
                effects |= _PRE
                out.pre += 1
        if nav:
            effects |= _NAV_END
            out.nav += 1
        if name in LISTS:
            effects |= _LIST
            made = List(name == "ol", segment, list_style(says))
            if self._sheet is not None:
                made.shown = self._sheet.shown
            if made.step < 0 and "start" not in segment:
                made.next, self._ahead = items(self._raw, self._at, self._ahead)
            self._lists.append(made)
            self._mark_table()
        elif name == "li":
            out.label = self._lists[-1].label(segment) if self._lists and not hidden else ""
            out.label_level = len(self._lists)
        elif name == "pre":
            effects |= _PRE
            out.pre += 1
        elif name in HEADINGS:
            out.level = HEADINGS[name]
            self._mark_table()
        if self._sheet is not None and self._hidden < 0:
            label = self._sheet.label(says, stack, self._lists[-1].number if self._lists else 0)
            if label:
                out.label, out.label_level = label, len(self._lists)
        stack.append((name, effects, restore))
        scope = self._scopes[-1]
        scope[name] = scope.get(name, 0) + 1

    def _mark_table(self) -> None:
        if self._tables:
            self._tables[-1].blocks = True

    def _enter(self, names: str) -> int:
        """Enter a container whose class or id may say what it is; the one to go back to."""
        before = self._out.box
        self.boxes.append((before, names))
        self._out.box = len(self.boxes) - 1
        return before

    def _close_item(self, names: tuple[str, ...]) -> None:
        """A new item ends the one before it, whose end may be left out."""
        if not any(self._scopes[-1].get(name) for name in names):
            return
        stack = self._stack
        for k in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEP), -1):
            if stack[k][0] in names:
                self._cut(k)
                return
            if stack[k][0] in LISTS or stack[k][0] in ("dl", "td", "body"):
                return

    def _end(self, name: str) -> None:
        if self._hidden >= 0:
            if name == self._hidden_name:
                self._hidden_inner -= 1
                if not self._hidden_inner:
                    self._hidden = -1
                return
            if name not in BLOCKS and name not in TABLES:
                return
        if name in BLOCKS:
            if self._scopes[-1].get(name):
                k = len(self._stack) - 1
                while self._stack[k][0] != name:
                    k -= 1
                self._cut(k)
            elif self._hidden < 0:
                self._out.end_line()
        elif name == "a":
            self._out.link = -1
        elif name in ("rt", "ruby"):
            self._out.end_reading()
        elif name == "sup":
            self._out.end_raised()
        elif name == "br":
            self._out.new_line()
        elif name in TABLES:
            if not self._tables:
                if self._hidden < 0:
                    self._out.end_line()
            elif name == "table":
                self._end_table()
            elif not self._tables[-1].unseen:
                self._close_cell()

    def _cut(self, height: int) -> None:
        """Close every element above a height of the stack."""
        stack = self._stack
        if len(stack) <= height:
            return
        out = self._out
        if self._hidden < 0:
            out.end_line()
        scope = self._scopes[-1]
        if self._sheet is not None:
            self._sheet.closed(height)
        while len(stack) > height:
            name, effects, restore = stack.pop()
            scope[name] -= 1
            if effects:
                if effects & _LIST:
                    self._lists.pop()
                if effects & _NAV_END:
                    out.nav -= 1
                if effects & _BOX:
                    out.box = restore
                if effects & _PRE:
                    out.pre -= 1
        out.closed(height)
        if self._hidden >= height and (self._hidden > height or not self._hidden_name):
            self._hidden = -1

    def _hide(self, name: str) -> None:
        """An element that is not on the stack is not shown."""
        if self._hidden < 0:
            self._hidden, self._hidden_name, self._hidden_inner = len(self._stack), name, 1

    # -- tables ---------------------------------------------------------------------------------

    def _table_part(self, name: str, tag: Tag) -> None:
        if name == "table":
            self._open_table(tag)
        elif not self._tables:
            if self._hidden < 0:
                self._out.end_line()
        elif not self._tables[-1].unseen:
            self._close_cell()
            table = self._tables[-1]
            if name == "tr":
                table.rows.append([])
                if tag.hidden:
                    self._hide("tr")
            elif name in CELLS:
                self._open_cell(table, tag)

    def _open_table(self, tag: Tag) -> None:
        if self._stack and self._stack[-1][0] == "p":
            self._cut(len(self._stack) - 1)
        out = self._out
        if self._hidden < 0:
            out.end_line()
            if tag.hidden:
                self._hide("table")
                return
        if self._tables:
            self._tables[-1].nested = True
        self._tables.append(Table(len(self.lines), len(self._stack), out.box, self._hidden >= 0))
        self._scopes.append({})
        if tag.names:
            self._enter(tag.names)

    def _open_cell(self, table: Table, tag: Tag) -> None:
        if tag.hidden and self._hidden < 0:
            self._hidden, self._hidden_name = len(self._stack), ""
        self._stack.append(("td", 0, 0))
        self._scopes[-1]["td"] = 1
        if not table.rows:
            table.rows.append([])
        table.rows[-1].append(Cell(len(self.lines), tag.columns, tag.rows))

    def _close_cell(self) -> None:
        """End what is open in the innermost table's cell."""
        table = self._tables[-1]
        self._cut(table.depth)
        if self._hidden < 0:
            self._out.end_line()
        if table.rows and table.rows[-1]:
            table.rows[-1][-1].last = len(self.lines)

    def _end_table(self) -> None:
        self._close_cell()
        table = self._tables.pop()
        self._scopes.pop()
        if not table.unseen and self._hidden >= 0:
            self._hidden = -1  # a row whose end was left out
        self._out.box = table.box
        if holds_data(table, self.lines):
            self.lines[table.first :] = row_lines(table, self.lines)
