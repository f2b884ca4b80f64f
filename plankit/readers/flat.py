"""Office packages that are written as one XML file, as the zip that they stand for."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from xml.etree import ElementTree

from ..errors import CorruptFile

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def packed(data: bytes, name: str | None) -> bytes:
    """The zip of a flat package's parts. `CorruptFile` where the XML is broken."""
    shown = name or "input"
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise CorruptFile(f"{shown}: it declares entities, as no Office program does")
    made = io.BytesIO()
    try:
        root = ElementTree.fromstring(data)
        with zipfile.ZipFile(made, "w") as file:
            for part in root.iter(f"{_PKG}part"):
                inner = part.find(f"{_PKG}xmlData")
                binary = part.find(f"{_PKG}binaryData")
                if inner is not None and len(inner):
                    content = ElementTree.tostring(inner[0], "utf-8")
                elif binary is not None:
                    content = base64.b64decode(binary.text or "")
                else:
                    continue
                file.writestr(part.get(f"{_PKG}name", "").lstrip("/"), content)
    except (ElementTree.ParseError, ValueError, LookupError, binascii.Error) as error:
        raise CorruptFile(
            f"{shown}: broken XML ({error}); open it in Word or WPS and save it as .docx"
        ) from error
    return made.getvalue()
