"""Characters of a PDF's text layer: which are Chinese, which stand for others, which for none."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ..lexicon import shipped

CJK = re.compile(
    r"[\u2e80-\u303f\u3100-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—\U00020000-\U0003ffff]"
)

_HEAVY = re.compile(r"bold|black|heavy|hei(?!ti-?light)|黑|kai|楷|xbs|xiaobiao|小标", re.IGNORECASE)

ODD = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


@lru_cache(1024)
def is_heavy(font: str) -> bool:
    """Whether a font of this name is one that headings are set in: bold, 黑体, 楷体, 小标宋."""
    return _HEAVY.search(font) is not None


@cache
def _stand_ins() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(a): b for a, b in shipped("radicals")}
    for code in (
        *range(0x2F00, 0x2FD6),
        *range(0xF900, 0xFB00),
        *range(0x2F800, 0x2FA20),
        0x2E9F,
        0x2EF3,
    ):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            table[code] = plain
    for code in (0x00AD, 0x0002, 0xFEFF, 0xFFFE):
        table[code] = None if code != 0xFFFE else "-"
    return table


RADICAL = re.compile(r"[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_LOOKALIKE = re.compile(r"[\x02\xad\u2e80-\u2fd5\uf900-\ufaff\ufeff\ufffe\U0002f800-\U0002fa1f]")


def stand_in(text: str) -> str:
    """Text with the characters that radicals and compatibility ideographs stand for."""
    if _LOOKALIKE.search(text) is None:
        return text
    return text.translate(_stand_ins())
