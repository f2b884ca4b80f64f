"""Word documents in one XML file."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx_files import docx, lvl, numbering, p

from plankit.errors import CorruptFile, UnsupportedFormat
from plankit.readers import read

SOME = 1 << 26
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
)


def flat(data: bytes) -> str:
    """The parts of a Word file in one XML file."""
    made = _HEAD
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            inner = re.sub(r"^<\?xml[^>]*\?>", "", file.read(name).decode()).strip()
            made += f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>'
    return made + "</pkg:package>"


def test_a_flat_package_is_read_as_the_file_it_stands_for() -> None:
    data = docx(
        "要点", p("总体要求", num=(1, 0)), p("重点任务", num=(1, 0)),
        numbering=numbering({1: lvl(0, "chineseCounting", "%1、")}),
    )  # fmt: skip
    source = read(flat(data).encode(), max_bytes=SOME)
    assert source.text == "要点\n一、总体要求\n二、重点任务\n"
    assert source.format == "docx"


@pytest.mark.parametrize("broken", [_HEAD, _HEAD + "<!DOCTYPE x></pkg:package>"])
def test_a_broken_flat_package_is_corrupt(broken: str) -> None:
    with pytest.raises(CorruptFile):
        read(broken.encode(), max_bytes=SOME)


def test_word_2003_is_refused() -> None:
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    data = f'<?xml version="1.0"?><w:wordDocument xmlns:w="{space}"/>'
    with pytest.raises(UnsupportedFormat, match="Word 2003"):
        read(data.encode(), max_bytes=SOME)
