"""How names of units and offices end, and what stands around them: the table `office_names`."""

from __future__ import annotations

import re
from typing import Final

from ..lexicon import Lexicons

_BRACKETED: Final = re.compile(r"[（(〔\[［【][^（）()〔〕\[\]]*[）)〕\]］】]")


class OfficeWords:
    """The patterns compiled from `office_names`, for lists of units and the notes they stand in."""

    def __init__(self, lexicons: Lexicons) -> None:
        def of(*uses: str, mark: str = "") -> str:
            return "|".join(lexicons.alternatives("office_names", use, mark) for use in uses)

        lead = rf"(?:{of('lead_manner')})?(?:{of('lead')})"
        support = rf"(?:{of('support_manner')})?(?:{of('support')})"
        duty = f"(?:{of('duty')})"
        office = f"(?:{of('office')})"
        share = f"(?:{of('share')})"
        self.verb = re.compile(
            rf"(?:为)?(?:等(?:[有相]关|各有关)?{office}?)?"
            rf"(?:{of('ground')})?(?:{of('own')})?(?:工作)?{share}?(?:和)?{share}?(?:{of('manner')})?"
            rf"(?:(?P<lead>{lead})|(?P<support>{support})|(?P<do>{duty}))"
            # no word twice: else a search that fails tries each way to read each of them
            rf"(?:{_once(of('duty', 'behind'))})*$"
        )
        """The verb at an item's end; its group names the role."""
        self.led_by = re.compile(
            "(?:并由|并会同|由|会同|其中|以及|并(?!州))+"
            "|(?:(?:(?<=等)|(?<=部门)|(?<=单位))[和与及])"
        )
        """What leads up to a name, and is none of it."""
        self.tail = re.compile(
            "(?<![高中初平])等(?:[一二两三四五六七八九十0-9]{0,2}个?)?(?:[省市区县乡镇][级直]?)?各?(?:有关|相关)?(?:职能)?"
            f"{office}?$"
        )
        """等部门 behind the last name."""
        self.and_others = re.compile(f"等[有相各省市区县乡镇]{{0,2}}关?{office}")
        self.same = re.compile(f"(?:{of('same')})$")
        """Behind 和 it names no unit of its own: 各有关部门和单位."""
        self.aside = re.compile(rf"[（(][^（()）]{{0,12}}(?:{of('remark')})[^（()）]{{0,12}}[）)]$")
        """A remark on the list in brackets behind its last name."""
        self.rank = re.compile(of("rank"))
        self.own_role = re.compile(rf"[（(](?:(?P<lead>{lead})|{support}){office}?[)）]$")
        """甲局（牵头）"""
        self.time = re.compile(of("time"))
        """When, not who: 6月底前完成, 持续推进"""
        self._end = re.compile(rf"(?:{of('end')})(?:\d{{1,2}})?$")
        self.before_and = re.compile(f"(?:{of('before_and')})$")
        self._sure = re.compile(f"(?:{of('sure')})$")
        self._each = re.compile(f"各(?:行政)?(?:{of('each')})")
        self._unsure = re.compile(of("unsure"))

        self.about = re.compile(f"(?:{of('about')})$")
        """What before units in brackets shows that the words are about them: 有关部门（甲局）."""

        ends = of("lead", "support", "duty", mark="ends")
        self.note_end = re.compile(rf"(?:{ends})[)）〕\]］】｝}}]")
        """What a note without a label ends with: the verb of its last item."""
        self.note_last = re.compile(rf"(?:{ends})[。；;\s]*$")
        self.dated_end = re.compile(rf"(?:[年月日季]|[底前内]|{of('dated')})[)）〕\]］】｝}}]$")
        self.note_verb = re.compile(of("lead", "support", "duty", mark="shows"))

    def looks_like_unit(self, name: str, *, strictly: bool = False) -> bool:
        """Whether a name can be that of a unit, or of an office: 市教育局, 各学校, 乡镇（街道）."""
        bare = bare_name(name)
        if strictly:
            if name[:1] == "各" and (self._end.search(bare) or self._each.fullmatch(bare)):
                return True
            return (
                bool(self._sure.search(bare)) and not self._unsure.search(bare) and len(bare) >= 2
            )
        return name[:1] == "各" or bool(self._end.search(bare)) or bare == ""


def bare_name(name: str) -> str:
    """A name without what stands in brackets: 王某（副镇长）."""
    return _BRACKETED.sub("", name)


def _once(words: str) -> str:
    return "|".join(dict.fromkeys(words.split("|")))


__all__ = ["OfficeWords", "bare_name"]
