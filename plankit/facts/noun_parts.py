"""What the noun phrase of a number is made of: the table `noun_parts`."""

from __future__ import annotations

import re

from ..lexicon import Lexicons


class NounParts:
    """The patterns and sets compiled from `noun_parts`."""

    def __init__(self, lexicons: Lexicons) -> None:
        def of(use: str) -> str:
            return lexicons.alternatives("noun_parts", use)

        def words(use: str) -> tuple[str, ...]:
            return tuple(row[1] for row in lexicons.rows("noun_parts") if row[0] == use)

        self.rate_end = re.compile(f"(?:{of('rate')})$")
        self.rate_names = frozenset(words("rate_name"))
        self.wholes = frozenset(words("whole"))
        self.bare = frozenset(words("bare"))
        self.coverb_nouns = frozenset(words("coverb_noun"))
        self.placed = frozenset(words("placed"))
        self.aims = words("aim")
        self.led = words("led")
        self.made = words("made")
        """What makes a noun of the verb before it: 建成|区."""
        self.compound = re.compile(of("compound"))
        """A verb before these is part of the noun: 旅游|接待床位, 农田|建设任务."""
        self.gapped = re.compile(
            rf"(?:原则上)?(?:(?P<least>{of('least')})|(?P<most>{of('most')}))[^，。；]{{2,24}}?的?\Z"
            r"|(?P<reached>达到)[^，。；]{2,24}?的\Z"
        )
        """A bound that the noun parts from its share."""
        self.gap_firsts = frozenset("".join(row[0] for row in words("least") + words("most")))
        """One of these stands in whatever has such a bound."""
        self.lived_in = re.compile(rf"(?:{of('lived_in')})(?:[（(][^（()）]{{1,8}}[）)])?")
        self.relative = re.compile(
            rf"\s?(?:{of('describes')})[^，。；：！？,;（）()\d]{{2,24}}?的(?=[\u4e00-\u9fff]{{2}})"
        )
        """The clause that describes a noun: 1000名|达到国际服务标准的|家庭医生."""
        self.sized = re.compile(
            rf"(?:{of('size')})(?:[约超近达在为]|达到|超过){{0,2}}"
            r"\d[\d.,]{0,12}[^\d，。；的、]{1,8}的(?=[\u4e00-\u9fff]{2})"
        )
        """5条|总长51公里的|道路, 2个|投资额在500万元以上的|项目."""
        self.qualified = re.compile(
            rf"[^，。；：、\d的]{{2,8}}(?:{of('quality')})"
            r"(?:(?:[、，]|和|且)[^。；：\d]{2,12}){0,4}?的(?=[\u4e00-\u9fff]{2})"
        )
        """3个|特色鲜明、优势突出的|园区: qualities before the noun."""
        self.to_level = re.compile(rf".{{0,6}}?(?:{of('level')})(?:到|至|为)")
        self.defined = re.compile(
            rf"(?:{of('defined')})"
            r"|[\u4e00-\u9fff]{2,10}\d"  # 10蒸吨以下燃煤锅炉12台
        )


__all__ = ["NounParts"]
