"""Bytes to text in whatever encoding, so that one broken byte stays one broken character.

What is believed: text that reads as UTF-8 for all but a few bytes is UTF-8; the other encodings
of Chinese never fail on long stretches of each other's text, so they are told apart by how many of
the characters that come out are everyday ones.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ..errors import UnreadableSource

BROKEN = "\ufdd0"
"""A noncharacter: marks a byte that could not be read until its place has been noted."""
REPLACED = "\ufffd"
MOST_NOTES = 100
"""Broken places that are listed one by one; a file with more is told so once."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# Declared names, and what such files really hold: pages that say gb2312 use the whole of GBK.
_NAMES = {
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "gb2312": "gb18030",
    "gb-2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows-936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big-5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "hz-gb-2312": "hz",
}
_SHOWN = {"big5hkscs": "big5"}

_META = re.compile(
    rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,24})"
    rb"|<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,24})"
    rb"|<%@[^>]{0,300}?\bcharset\s*=\s*([A-Za-z0-9_.:-]{2,24})",
    re.IGNORECASE,
)
_MOST_CUTS = 50
"""Broken places in one line that are each looked at; a line with more is no text."""
_SAMPLE = 65536
"""Bytes or characters that are looked at to tell text from other data."""
_PROSE = 8192
"""Bytes of prose that are looked at to tell one encoding from another."""

# Of any Chinese prose about a fourth of the characters are these; of text read in the wrong
# encoding about a hundredth. Both scripts, and the marks.
_EVERYDAY = frozenset(
    "的一是在和有中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义"
    "事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并"
    "提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区"
    "强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改"
    "為個國時來們對會發動過說產種後學經進著電裡現實兩體機當點從業還應開無與關內數變條沒結解問題黨員級統設計將組見別論運農區強"
    "決戰則處隊門規領熱導壓爭濟階術極聯認權證務督責單報項紀總書記員團縣鎮鄉廣場檢查評價勵優質"
    "務督责单报项纪书记团县镇乡广场检查评价励优、。，：；“”《》（）？！・〔〕\u3000"
)
_EVERYDAY_RUNS = re.compile(f"[{re.escape(''.join(sorted(_EVERYDAY)))}]+")
_UNUSUAL = re.compile("[\ue000-\uf8ff\ufdd0\ufffd]")
_SURE = 0.15
"""The share of everyday characters that text in another encoding never has."""
_CJK = re.compile(r"[\u3400-\u9fff]")
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f\ufdd0]")


class Decoded(NamedTuple):
    """Text, the encoding's name, and notes as in `Source.notes`."""

    text: str
    encoding: str
    notes: tuple[tuple[str, str, int, int], ...]


def _mark_broken(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


codecs.register_error("plankit.broken", _mark_broken)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's head declares, as the codec to read it with; None if none."""
    match = _META.search(data[:8192])
    if match is None:
        return None
    name = (match[1] or match[2] or match[3]).decode("ascii").lower()
    return codec(name)


def codec(name: str) -> str | None:
    """The codec for a declared name (gb2312 is read as GB18030), or None for an unknown one."""
    if name.lower() in _NAMES:
        return _NAMES[name.lower()]
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def decode(data: bytes, name: str | None, declared: str | None = None) -> Decoded:
    """The text of `data`; `declared` is the codec that the container names.

    Raises `UnreadableSource` where the bytes are no text in any encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _finish(data[len(bom) :].decode(encoding, "plankit.broken"), encoding, name)
    encoding = _detect(data, declared)
    gb = encoding == "gb18030"
    text = _decode_gb(data) if gb else data.decode(encoding, "plankit.broken")
    return _finish(text, encoding, name)


def _finish(text: str, encoding: str, name: str | None) -> Decoded:
    """Check that it is text, and turn marks of broken bytes into U+FFFD and notes."""
    odd = len(_STRANGE.findall(text[:_SAMPLE])) if _STRANGE.search(text) else 0
    if odd > 4 + min(len(text), _SAMPLE) // 10 or text.count("\x00") * 100 > len(text):
        raise UnreadableSource(f"{name or 'input'}: binary data, not a document that plankit reads")
    encoding = _SHOWN.get(encoding, encoding)
    if BROKEN not in text:
        return Decoded(text, encoding, ())
    notes: list[tuple[str, str, int, int]] = []
    at = text.find(BROKEN)
    while at >= 0 and len(notes) < MOST_NOTES:
        end = at + 1
        while text.startswith(BROKEN, end):
            end += 1
        what = "a byte is" if end == at + 1 else f"{end - at} bytes in a row are"
        notes.append(("byte-replaced", f"{what} no {encoding} and read as U+FFFD", at, end))
        at = text.find(BROKEN, end)
    if at >= 0:
        more = text.count(BROKEN, at)
        notes.append(("byte-replaced", f"{more} more bytes from here on", at, at + 1))
    return Decoded(text.replace(BROKEN, REPLACED), encoding, tuple(notes))


def _detect(data: bytes, declared: str | None) -> str:
    sample = data[:_SAMPLE]
    if b"\x00" in sample or declared in ("utf-16-le", "utf-16-be"):
        wide = _wide(sample)
        if wide is not None:
            return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        # seven-bit HZ is valid UTF-8 as well; nothing else Chinese is
        return "hz" if declared == "hz" and b"~{" in data else "utf-8"
    sample = _high_sample(data)
    # by "replace", not by a handler of our own: a call for each broken byte took half the time
    as_utf8 = sample.decode("utf-8", "replace")
    broken = as_utf8.count(REPLACED) - sample.count(REPLACED.encode())
    if len(_CJK.findall(as_utf8)) >= 4 * broken:
        return "utf-8"
    as_gb = _gb_sample(sample) if len(sample) == _PROSE else _decode_gb(sample)
    best, most = "gb18030", everyday(as_gb)
    if most >= _SURE and declared in (None, "gb18030", "utf-8"):
        return best
    if declared == best:
        most += 0.03
    for encoding, text in (
        ("big5hkscs", sample.decode("big5hkscs", "replace")),
        ("utf-8", as_utf8),
    ):
        score = everyday(text)
        if encoding == declared:
            score += 0.03  # decides where the text is too short to
        if score > most:
            best, most = encoding, score
    if most < 0.02 and declared is not None and declared not in ("utf-8", best):
        try:
            data.decode(declared)
        except UnicodeDecodeError:
            pass
        else:
            return declared  # a Latin or Cyrillic page
    if most < 0.02 and len(sample) >= 8 and len(sample) % 2 == 0:
        wide = _wide(sample)
        if wide is not None:
            return wide
    return best


def _high_sample(data: bytes) -> bytes:
    """A stretch that holds the first high byte: pages begin with kilobytes of ASCII."""
    match = re.search(rb"[\x80-\xff]", data)
    start = max(0, match.start() - 2) if match else 0
    start -= start % 2
    return data[start : start + _PROSE]


def _gb_sample(sample: bytes) -> str:
    """A sample as GB18030; that its last character is cut off does not make it broken."""
    try:
        return codecs.getincrementaldecoder("gb18030")().decode(sample)
    except UnicodeDecodeError:
        return _decode_gb(sample)


def everyday(text: str) -> float:
    """The share of everyday characters among those beyond ASCII, less broken and private ones."""
    high = len(text) - len(text.encode("ascii", "ignore"))
    if not high:
        return 0.0
    good = sum(map(len, _EVERYDAY_RUNS.findall(text)))
    return (good - 2 * len(_UNUSUAL.findall(text))) / high


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark at its head: nearly all pairs are Chinese, marks or ASCII."""
    sample = sample[: len(sample) - len(sample) % 2]
    if not sample:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "plankit.broken")
        plain = sum(
            "\x20" <= c < "\x7f" or c in "\t\n\r\u2014\u2018\u2019\u201c\u201d\u2022\u2026\xa0\xb7"
            or "\u3000" <= c <= "\u303f" or "\u3400" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"
            for c in text
        )  # fmt: skip
        if plain >= 0.95 * len(text) and (any(c < "\x7f" for c in text) or everyday(text) > 0.05):
            return encoding
    return None


def _decode_gb(data: bytes) -> str:
    """GB18030; where a byte was lost or damaged, the rest of its line is put in step again.

    Both bytes of a common character are high ones, so that after a lost byte the pairs stay out of
    step up to the next ASCII byte: whole paragraphs of nonsense that no decoder reports.
    """
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        pass
    parts: list[str] = []
    for line in data.splitlines(keepends=True):
        try:
            parts.append(line.decode("gb18030"))
        except UnicodeDecodeError:
            parts.append(_resync(line))
    return "".join(parts)


def _resync(line: bytes) -> str:
    """A line with broken bytes: the run of high bytes that ends in one is cut where it reads best.

    A run with an even number of bytes has lost none; there the broken byte itself is left out.
    """
    parts: list[str] = []
    at = 0
    for _ in range(_MOST_CUTS):
        try:
            parts.append(line[at:].decode("gb18030"))
            return "".join(parts)
        except UnicodeDecodeError as error:
            bad = at + error.start
        begin = end = bad
        while begin > at and 0x81 <= line[begin - 1] <= 0xFE:
            begin -= 1
        while end < len(line) and 0x81 <= line[end] <= 0xFE:
            end += 1
        cut = begin + _best_cut(line[begin:end]) if (end - begin) % 2 else bad
        parts.append(line[at:cut].decode("gb18030", "plankit.broken"))
        parts.append(BROKEN)
        parts.append(line[cut + 1 : end].decode("gb18030", "plankit.broken"))
        at = max(end, cut + 1)
    parts.append(line[at:].decode("gb18030", "plankit.broken"))
    return "".join(parts)


def _best_cut(run: bytes) -> int:
    """The even offset whose byte is left out, so that most pairs are common characters.

    Common are the rows of GB 2312 level 1 (lead bytes B0 to D7, 3,755 characters by frequency) and
    of the marks (A1, A3): 97 of 100 pairs in step, under half of those out of step.
    """
    common = [0xB0 <= b <= 0xD7 or b in (0xA1, 0xA3) for b in run]
    score = sum(common[1::2])  # everything right of a cut at 0: pairs begin at odd offsets
    best, cut = score, 0
    for k in range(2, len(run), 2):
        score += common[k - 2] - common[k - 1]
        if score > best:
            best, cut = score, k
    return cut
