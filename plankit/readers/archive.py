"""Zip archives and folders of documents: each document by name, whatever is wrong with others.

Nothing is ever unpacked to disk. A member's name is the archive's, "!/", and its path inside.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ..errors import CorruptFile, EncryptedFile, TooLarge, UnreadableSource, UnsupportedFormat
from ..source import Source

Member = tuple[str, bytes | UnreadableSource]
"""A document's name, and its bytes or why there are none."""

MOST_MEMBERS = 20_000
"""Members that an archive or folder may have, junk included."""

LARGEST_MEMBER = 256 * 1024 * 1024
"""Bytes that one member may unpack to."""

LARGEST_TOTAL = 2 * 1024 * 1024 * 1024
"""Bytes that all members of an archive may unpack to, those of archives inside it included."""

HIGHEST_RATIO = 400
"""Unpacked to packed size of a member above `RATIO_FLOOR`; text packs to a tenth, deflate's best is
one to 1032."""

RATIO_FLOOR = 8 * 1024 * 1024

DEEPEST = 1
"""Archives inside archives that are opened."""

_SEPARATOR = "!/"
_JUNK = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db"})
# what lies beside documents and is none: the pictures, scripts and styles of saved pages
_BESIDE = re.compile(
    r"\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|ico|emf|wmf|css|js|json|woff2?|ttf|otf|eot"
    r"|mp[34]|avi|mov|wav|wmv|flv|exe|dll|lnk|url|tmp)$"
)


def members(
    source: bytes | str | os.PathLike[str],
    name: str | None = None,
    *,
    max_member: int = LARGEST_MEMBER,
    max_total: int = LARGEST_TOTAL,
) -> Iterator[Member]:
    """The documents of a zip archive (its bytes or its path) or of a folder, in order of name.

    What cannot be had of one member comes as an error in place of its bytes. `name` is what the
    archive is called where only its bytes are given. The limits are in bytes.

    Raises `UnreadableSource` where there is no such archive or folder, `CorruptFile` where the
    archive's directory is damaged; both at the first member that is asked for.
    """
    if isinstance(source, bytes):
        yield from _Archive(max_member, max_total).members(source, name or "archive.zip", 0)
        return
    path = Path(source)
    if os.path.isdir(path):
        yield from _folder(path, max_member, max_total)
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{path}: {_reason(error)}") from error
    yield from _Archive(max_member, max_total).members(data, name or str(path), 0)


def read(data: bytes, name: str | None) -> Source:
    """The source of the one document in a zip archive.

    `UnsupportedFormat` where it holds several, `UnreadableSource` where it holds none.
    """
    from . import read as read_document

    called = name or "archive.zip"
    found: list[Member] = []
    for member in members(data, called):
        found.append(member)
        if len(found) > 1:
            raise UnsupportedFormat(
                f"{called}: an archive of several documents; plankit.parse_many reads each of them"
            )
    if not found:
        raise UnreadableSource(f"{called}: an archive without documents")
    inner, content = found[0]
    if isinstance(content, UnreadableSource):
        raise content
    file = io.BytesIO(content)
    file.name = inner
    return read_document(file, max_bytes=LARGEST_MEMBER)


def is_beside(path: str) -> bool:
    """Whether a file is no document: what systems leave in folders, pictures, scripts."""
    parts = path.replace("\\", "/").lower().split("/")
    if any(part in _JUNK or part.startswith("._") for part in parts):
        return True
    last = parts[-1]
    return last.startswith(("~$", ".~")) or _BESIDE.search(last) is not None


# -- zip ------------------------------------------------------------------------------------------


class _Archive:
    """One archive and those inside it, with one count of what was unpacked."""

    def __init__(self, max_member: int, max_total: int) -> None:
        self._max_member = max_member
        self._left = max_total

    def members(self, data: bytes, called: str, depth: int) -> Iterator[Member]:
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise CorruptFile(f"{called}: a damaged zip archive ({_reason(error)})") from error
        with archive:
            infos = archive.infolist()
            if len(infos) > MOST_MEMBERS:
                raise TooLarge(
                    f"{called}: an archive of {len(infos)} files; at most {MOST_MEMBERS} are read"
                )
            named = sorted(((_name(info), info) for info in infos), key=lambda pair: pair[0])
            for path, info in named:
                if path.endswith("/") or is_beside(path):
                    continue
                yield from self._member(archive, info, f"{called}{_SEPARATOR}{path}", path, depth)

    def _member(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, called: str, path: str, depth: int
    ) -> Iterator[Member]:
        try:
            _check_path(path, info, called)
            content = self._content(archive, info, called)
        except UnreadableSource as error:
            yield called, error
            return
        if not _is_archive(content, called):
            yield called, content
        elif depth >= DEEPEST:
            yield (
                called,
                UnsupportedFormat(f"{called}: an archive too deep in archives; unpack it first"),
            )
        else:
            try:
                yield from self.members(content, called, depth + 1)
            except UnreadableSource as error:
                yield called, error

    def _content(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, called: str) -> bytes:
        if info.flag_bits & 1:
            raise EncryptedFile(f"{called}: asks for a password; unpack it with one first")
        limit = min(self._max_member, self._left)
        if info.file_size > limit:
            raise TooLarge(f"{called}: unpacks to {info.file_size} bytes, {limit} are allowed")
        if info.file_size > RATIO_FLOOR and info.file_size > HIGHEST_RATIO * info.compress_size:
            raise TooLarge(
                f"{called}: unpacks to {HIGHEST_RATIO} times its size and more; no document does"
            )
        try:
            with archive.open(info) as file:
                # the directory may lie about the size: what is unpacked is what counts
                content = file.read(limit + 1)
        except NotImplementedError as error:
            raise UnsupportedFormat(
                f"{called}: packed in a way that is not read here; unpack it first"
            ) from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise CorruptFile(f"{called}: a damaged member ({_reason(error)})") from error
        if len(content) > limit:
            raise TooLarge(f"{called}: unpacks to more than {limit} bytes")
        self._left -= len(content)
        return content


def _name(info: zipfile.ZipInfo) -> str:
    """A member's path, decoded as it was meant.

    Without the UTF-8 flag zipfile takes code page 437, but Chinese systems write GB 18030, and some
    programs UTF-8 without saying so.
    """
    raw = info.orig_filename.split("\0")[0]
    if not info.flag_bits & 0x800:
        try:
            code = raw.encode("cp437")
        except UnicodeEncodeError:
            code = None
        if code is not None:
            for encoding in ("utf-8", "gb18030", "big5"):
                try:
                    raw = code.decode(encoding)
                    break
                except UnicodeDecodeError:
                    continue
    return raw.replace("\\", "/")


def _check_path(path: str, info: zipfile.ZipInfo, called: str) -> None:
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or parts[0].endswith(":"):
        raise UnreadableSource(f"{called}: its path leads out of the archive; it is not read")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableSource(f"{called}: a link, not a file; it is not read")


def _is_archive(content: bytes, called: str) -> bool:
    """Whether it is a zip that is no document itself, as .docx and .xlsx are."""
    from . import sniff

    if not content.startswith(b"PK"):
        return False
    try:
        return sniff.container(content, called) == "zip"
    except UnreadableSource:
        return False  # its reader will say so


# -- folders --------------------------------------------------------------------------------------


def _folder(root: Path, max_member: int, max_total: int) -> Iterator[Member]:
    """The files below a folder; links are not followed, archives are opened."""
    count = 0
    for folder, inner, files in os.walk(root):
        inner[:] = sorted(n for n in inner if not n.startswith(".") and n.lower() not in _JUNK)
        for file in sorted(files):
            count += 1
            if count > MOST_MEMBERS:
                raise TooLarge(f"{root}: a folder of more than {MOST_MEMBERS} files")
            path = Path(folder, file)
            if file.startswith(".") or is_beside(file):
                continue
            yield from _file(path, max_member, max_total)


def _file(path: Path, max_member: int, max_total: int) -> Iterator[Member]:
    called = str(path)
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            yield (
                called,
                UnreadableSource(f"{called}: a link or device, not a file; it is not read"),
            )
            return
        if found.st_size > max_member:
            yield called, TooLarge(f"{called}: {found.st_size} bytes, {max_member} are allowed")
            return
        content = path.read_bytes()
    except OSError as error:
        failure = UnreadableSource(f"{called}: {_reason(error)}")
        failure.__cause__ = error
        yield called, failure
        return
    if not _is_archive(content, called):
        yield called, content
        return
    try:
        yield from _Archive(max_member, max_total).members(content, called, 0)
    except UnreadableSource as error:
        yield called, error


def _reason(error: Exception) -> str:
    """What an exception says, to stand in the middle of a sentence."""
    text = (getattr(error, "strerror", None) or str(error) or type(error).__name__).rstrip(".")
    return text[:1].lower() + text[1:]
