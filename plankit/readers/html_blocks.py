"""An HTML page as lines: blocks, breaks, lists, tables, and what is not shown."""

from __future__ import annotations

import html
import re

from .html_lines import Line
from .html_lists import List, has_label
from .html_tables import MOST_COLUMNS, Cell, Table, holds_data, row_lines
from .html_tokens import END, RAW, START, TEXT, attributes, tokens

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol"
    " optgroup option p pre section summary ul".split()
)
_CLOSES_P = _BLOCKS - {"li", "dd", "dt", "option", "body", "html", "caption"}
_VOID = frozenset(
    "area base basefont bgsound col embed frame hr img input keygen link meta param source track wbr br".split()
)
_ROWS = frozenset("tr thead tbody tfoot".split())
_CELLS = frozenset(("td", "th"))
_NAV = frozenset(("nav", "footer", "aside"))
_NAV_ROLE = re.compile(r"role\s*=\s*[\"']?(?:navigation|banner|contentinfo|complementary|search|toolbar)\b")

_SPECIAL = re.compile(
    r"[ \t\n\r\f]{2,}|[\t\n\r\f]|&(?:#[xX]?[0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*(?:all|screen)", re.IGNORECASE
)
_MSO_LEVEL = re.compile(r"mso-list\s*:\s*\w+\s+level(\d)")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd|ceb)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:class|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")

# what an open element undoes when it ends
_LIST, _HIDE, _NAV_END, _BOX, _PRE, _LINK, _TABLE_BLOCK = 1, 2, 4, 8, 16, 32, 64
_DEEP = 32
"""How far up an open <li> or <dd> is looked for."""


class Page:
    """What a page's markup says, as lines in reading order."""

    def __init__(self, raw: str, mapped: bool = True, depth: int = 0) -> None:
        self.raw = raw
        self.lines: list[Line] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.boxes: list[tuple[int, str]] = [(0, "")]
        """Containers with a class or id: (the container around it, its names)."""
        self._mapped = mapped
        self._nesting = depth
        self._line: Line | None = None
        self._space = ""
        self._gap = False
        self._stack: list[tuple[str, int, int]] = []  # name, effects, what to restore
        self._scopes: list[dict[str, int]] = [{}]
        self._tables: list[Table] = []
        self._lists: list[List] = []
        self._nav = 0
        self._box = 0
        self._pre = 0
        self._link = -1  # how many elements were open where the open link began
        self._file = False
        self._hidden = -1  # how many elements were open where the hidden one began
        self._hidden_name = ""
        self._hidden_inner = 0
        self._label = ""
        self._label_level = 0
        self._level = 0
        self._mso = 0
        self._quiet_from = -1
        self._read()

    # -- the walk -------------------------------------------------------------------------------

    def _read(self) -> None:
        for kind, start, end, name, segment in tokens(self.raw):
            if kind == TEXT:
                if self._hidden < 0:
                    self._text(start, end)
            elif kind == START:
                self._start(name, segment, start)
            elif kind == END:
                self._end(name)
            else:
                self._opaque(start, end, name, segment)
        while self._tables:
            self._end_table()
        self._cut(0)
        self._break()

    def _opaque(self, start: int, end: int, name: str, segment: str) -> None:
        """An element whose content is not read as markup."""
        if name == "title" and not self.title:
            self.title = " ".join(html.unescape(self.raw[start:end]).split())
        elif name == "xmp" and self._hidden < 0:
            self._break()
            self._text(start, end)
            self._break()
        elif name == "iframe" and "srcdoc" in segment and self._hidden < 0 and self._nesting < 3:
            inner = attributes(segment).get("srcdoc", "")
            if inner:
                self._frame(inner, start)

    def _frame(self, inner: str, at: int) -> None:
        """The lines of a frame that the page holds within itself; all stand where the frame does."""
        self._break()
        page = Page(inner, False, self._nesting + 1)
        shift = len(self.boxes) - 1
        self.boxes.extend((around + shift if around else self._box, names) for around, names in page.boxes[1:])
        for line in page.lines:
            line.parts = [(words, at) for words, _ in line.parts]
            line.box = line.box + shift if line.box else self._box
            line.nav = line.nav or self._nav > 0
            self.lines.append(line)
        for key, value in page.meta.items():
            self.meta.setdefault(key, value)

    # -- elements -------------------------------------------------------------------------------

    def _start(self, name: str, segment: str, at: int) -> None:
        if self._hidden >= 0:
            if name in _VOID or segment[-1:] == "/":
                return
            if self._hidden_name:
                if name == self._hidden_name:
                    self._hidden_inner += 1
                if name not in _BLOCKS:
                    return
        if name in _BLOCKS:
            self._open(name, segment)
        elif name == "br":
            self._newline()
        elif name in _CELLS:
            self._cell(segment)
        elif name in _ROWS:
            if self._tables and self._hidden_inside_table():
                self._close_cell()
                if name == "tr" and self._hidden < 0:
                    self._tables[-1].rows.append([])
            elif not self._tables:
                self._break()
        elif name == "table":
            self._table(segment)
        elif name == "meta":
            found = attributes(segment)
            key = found.get("name") or found.get("property") or found.get("itemprop")
            if key and found.get("content", "").strip():
                self.meta.setdefault(key.strip(), found["content"].strip())
        elif name == "hr":
            self._break()
        elif name == "a":
            self._link = len(self._stack) if "href" in segment else -1
            self._file = _FILE.search(segment) is not None
        elif name in ("rt", "rp"):
            self._end_quiet()
            self._quiet_from = self._line.size if self._line is not None else 0
        elif name == "template" and "shadowroot" not in segment:
            self._hide(name)
        elif segment and name not in _VOID:
            if _maybe_hidden(segment) and segment[-1:] != "/" and _is_hidden(segment):
                self._hide(name)
            elif "mso-list" in segment:
                self._find_mso(segment)

    def _open(self, name: str, segment: str) -> None:
        stack = self._stack
        hidden = self._hidden >= 0
        if name in _CLOSES_P and self._scopes[-1].get("p") and stack and stack[-1][0] == "p":
            self._cut(len(stack) - 1)
        elif name in ("li", "dd", "dt", "option"):
            self._close_item(name)
        if not hidden:
            self._break()
        effects = restore = 0
        if segment:
            if not hidden and _maybe_hidden(segment) and _is_hidden(segment):
                effects |= _HIDE
                self._hidden, self._hidden_name = len(stack), ""
            if name not in ("body", "html", "p", "li"):
                restore = self._named(name, segment)
                if restore >= 0:
                    effects |= _BOX
            if "mso-list" in segment:
                self._find_mso(segment)
        if name in _NAV or (segment and "role" in segment and _NAV_ROLE.search(segment)):
            effects |= _NAV_END
            self._nav += 1
        if name in ("ol", "ul", "menu", "dir"):
            effects |= _LIST
            self._lists.append(List(name == "ol", segment))
            self._in_table()
        elif name == "li":
            self._label = self._lists[-1].label(segment) if self._lists and not hidden else ""
            self._label_level = len(self._lists)
        elif name == "pre":
            effects |= _PRE
            self._pre += 1
        elif len(name) == 2 and name[0] == "h":
            self._level = int(name[1])
            self._in_table()
        stack.append((name, effects, restore))
        scope = self._scopes[-1]
        scope[name] = scope.get(name, 0) + 1

    def _in_table(self) -> None:
        if self._tables:
            self._tables[-1].blocks = True

    def _named(self, name: str, segment: str) -> int:
        """Enter a container whose class or id may say what it is; what to restore, or -1."""
        if "class" not in segment and "id" not in segment:
            return -1
        names = " ".join(m[1] or m[2] or m[3] or "" for m in _NAMED.finditer(segment))
        if name == "header":
            names += " header"
        if not names:
            return -1
        before = self._box
        self.boxes.append((before, names))
        self._box = len(self.boxes) - 1
        return before

    def _close_item(self, name: str) -> None:
        wanted = ("dd", "dt") if name in ("dd", "dt") else (name,)
        if not any(self._scopes[-1].get(w) for w in wanted):
            return
        stack = self._stack
        for k in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEP), -1):
            if stack[k][0] in wanted:
                self._cut(k)
                return
            if stack[k][0] in ("ol", "ul", "dl", "menu", "dir", "body"):
                return

    def _end(self, name: str) -> None:
        if self._hidden >= 0 and name == self._hidden_name:
            self._hidden_inner -= 1
            if not self._hidden_inner:
                self._hidden = -1
            return
        if name in _BLOCKS:
            if self._scopes[-1].get(name):
                k = len(self._stack) - 1
                while self._stack[k][0] != name:
                    k -= 1
                self._cut(k)
            elif self._hidden < 0:
                self._break()
        elif name == "a":
            self._link = -1
        elif name in ("rt", "ruby"):
            self._end_quiet()
        elif name == "br":
            self._newline()
        elif self._tables:
            if name == "table":
                if self._hidden_inside_table():
                    self._end_table()
            elif (name in _CELLS or name in _ROWS) and self._hidden_inside_table():
                self._close_cell()
        elif name in _CELLS or name in _ROWS or name == "table":
            self._break()

    def _cut(self, height: int) -> None:
        """Close every element above a height of the stack."""
        stack = self._stack
        if len(stack) <= height:
            return
        if self._hidden < 0:
            self._break()
        scope = self._scopes[-1]
        while len(stack) > height:
            name, effects, restore = stack.pop()
            scope[name] -= 1
            if effects:
                if effects & _LIST:
                    self._lists.pop()
                if effects & _NAV_END:
                    self._nav -= 1
                if effects & _BOX:
                    self._box = restore
                if effects & _PRE:
                    self._pre -= 1
        if self._link > height:
            self._link = -1
        if self._hidden >= height and (self._hidden > height or not self._hidden_name):
            self._hidden = -1
        self._level = self._mso = 0
        self._label = ""

    # -- what is not shown ----------------------------------------------------------------------

    def _hide(self, name: str) -> None:
        if self._hidden < 0:
            self._hidden, self._hidden_name, self._hidden_inner = len(self._stack), name, 1

    def _hidden_inside_table(self) -> bool:
        """Whether a table's tags count: not where the table stands inside something hidden."""
        return self._hidden < 0 or self._hidden >= self._tables[-1].depth

    def _end_quiet(self) -> None:
        if self._quiet_from >= 0 and self._line is not None and self._line.size > self._quiet_from:
            self._line.quiet.append((self._quiet_from, self._line.size))
        self._quiet_from = -1

    # -- tables ---------------------------------------------------------------------------------

    def _table(self, segment: str) -> None:
        if self._stack and self._stack[-1][0] == "p":
            self._cut(len(self._stack) - 1)
        if self._hidden < 0:
            self._break()
        if self._tables:
            self._tables[-1].nested = True
        table = Table(len(self.lines), len(self._stack))
        self._tables.append(table)
        self._scopes.append({})
        table.box = self._box
        if segment:
            self._named("table", segment)
            if self._hidden < 0 and _maybe_hidden(segment) and _is_hidden(segment):
                self._hidden, self._hidden_name = len(self._stack), ""
                table.hidden = True

    def _cell(self, segment: str) -> None:
        if not self._tables:
            if self._hidden < 0:
                self._break()
            return
        if not self._hidden_inside_table():
            return
        self._close_cell()
        table = self._tables[-1]
        if table.hidden:
            return
        if not table.rows:
            table.rows.append([])
        columns = rows = 1
        if segment:
            if "span" in segment:
                found = attributes(segment)
                columns = _span(found.get("colspan"), MOST_COLUMNS)
                rows = _span(found.get("rowspan"), 1000)
            if _maybe_hidden(segment) and _is_hidden(segment):
                self._hidden, self._hidden_name = len(self._stack), ""
        table.rows[-1].append(Cell(len(self.lines), columns, rows))

    def _close_cell(self) -> None:
        """End what is open in the innermost table's cell."""
        table = self._tables[-1]
        self._cut(table.depth)
        if self._hidden >= table.depth and not table.hidden:
            self._hidden = -1
        if self._hidden < 0:
            self._break()
        if table.rows and table.rows[-1]:
            table.rows[-1][-1].last = len(self.lines)

    def _end_table(self) -> None:
        self._close_cell()
        table = self._tables.pop()
        self._scopes.pop()
        self._box = table.box
        if table.hidden:
            self._hidden = -1
        elif holds_data(table, self.lines):
            self.lines[table.first :] = row_lines(table, self.lines)

    # -- lines ----------------------------------------------------------------------------------

    def _break(self) -> None:
        """End the line, if there is one."""
        self._space = ""
        line = self._line
        if line is None:
            return
        self._end_quiet()
        line.trim()
        if line.parts:
            self.lines.append(line)
        self._line = None

    def _newline(self) -> None:
        """<br>: end the line; a second one leaves an empty line."""
        if self._hidden >= 0:
            return
        if self._line is None:
            self._gap = bool(self.lines)
        self._break()

    def _text(self, start: int, end: int) -> None:
        raw = self.raw
        if self._pre:
            self._kept(start, end)
            return
        at = start
        for match in _SPECIAL.finditer(raw, start, end):
            if match.start() > at:
                self._put(raw[at : match.start()], at)
            at = match.end()
            found = match[0]
            if found[0] != "&":
                if "\n" in found or "\r" in found:
                    self._space = "\n"
                elif not self._space:
                    self._space = " "
                continue
            new = _entity(found)
            if new:
                self._put(new, match.start())
        if at < end:
            self._put(raw[at:end], at)

    def _kept(self, start: int, end: int) -> None:
        """Text whose spaces and line ends count."""
        at = start
        for words in self.raw[start:end].split("\n"):
            if at > start:
                self._newline()
            shown = html.unescape(words.rstrip("\r")) if "&" in words else words.rstrip("\r")
            if shown:
                self._put(shown, at)
            at += len(words) + 1

    def _put(self, words: str, at: int) -> None:
        line = self._line
        if line is None:
            if words[0] == " " and not self._pre:
                cut = words.lstrip(" ")
                at += len(words) - len(cut)
                words = cut
                if not words:
                    return
            self._space = ""
            line = self._line = Line(self._box, self._nav > 0)
            line.gap, self._gap = self._gap, False
            if self._level:
                line.level = self._level
            if self._mso:
                line.list_level, self._mso = self._mso, 0
            if self._label:
                if not has_label(words):
                    line.parts.append((self._label, -1))
                    line.size += len(self._label)
                    line.list_level = self._label_level
                self._label = ""
        elif self._space:
            last = line.parts[-1][0]
            space = self._space
            self._space = ""
            if last[-1] != " " and words[0] != " " and not (
                space == "\n" and last[-1] >= "\u2e80" and words[0] >= "\u2e80"
            ):
                line.parts.append((" ", -1))
                line.size += 1
        elif words[0] == " " and line.parts[-1][0][-1] == " " and not self._pre:
            words = words[1:]
            at += 1
            if not words:
                return
        line.parts.append((words, at if self._mapped else -1))
        line.size += len(words)
        if self._link >= 0:
            line.linked += len(words)
            line.attached = line.attached or self._file

    def _find_mso(self, segment: str) -> None:
        """Word's own lists: the number is in the text, the level in a style."""
        match = _MSO_LEVEL.search(segment)
        if match is not None:
            self._mso = int(match[1])
            if self._line is not None:
                self._line.list_level, self._mso = self._mso, 0


def _entity(found: str) -> str:
    if found == "&nbsp;":
        return "\xa0"
    new = html.unescape(found)
    return new.replace("\n", " ").replace("\r", " ") if new < " " * 2 else new


def _maybe_hidden(segment: str) -> bool:
    return "none" in segment or "idden" in segment or "NONE" in segment or "IDDEN" in segment or "mso-hide" in segment


def _is_hidden(segment: str) -> bool:
    """Whether the tag itself says that it is not shown."""
    found = attributes(segment)
    if found.get("hidden") is not None and found["hidden"].lower() != "until-found":
        return True
    if found.get("aria-hidden", "").lower() == "true":
        return True
    return _UNSEEN.search(found.get("style", "")) is not None


def _span(value: str | None, most: int) -> int:
    return max(1, min(int(value), most)) if value is not None and value.strip().isdecimal() else 1
