"""Finding out in which encoding a file is written."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from scheduler.data.problems import Problem

# The order matters: UTF-8 refuses what is not UTF-8, GB18030 accepts nearly all.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def read_text(path: Path, file: str) -> tuple[str, list[Problem]]:
    """Return the text of a file; `file` is its name in the problems."""
    try:
        raw = path.read_bytes()
    except OSError:
        return "", [Problem(file, None, "", "", "unreadable")]
    return decode(raw, file)


def decode(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text of `raw` and what is to be said about its encoding.

    UTF-8 with or without a mark passes silently; UTF-16 and GB18030 (GBK) are read
    with a note; anything else is an error and the text is empty.
    """
    for mark, codec, name in _BOMS:
        if raw.startswith(mark):
            return _with(raw, codec, name, file)
    wide = _wide(raw)
    if wide is not None:
        return _with(raw, wide, "UTF-16", file)
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError:
        return _with(raw, "gb18030", "GB18030", file)


def _wide(raw: bytes) -> str | None:
    """Return the codec of UTF-16 without a mark: half of the header is NUL."""
    head = raw[:200]
    if len(head) < 4 or len(raw) % 2:
        return None
    if not any(head[0::2][:4]) or head[0::2].count(0) > len(head) // 4:
        return "utf-16-be"
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    return None


def _with(raw: bytes, codec: str, name: str, file: str) -> tuple[str, list[Problem]]:
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        return "", [Problem(file, None, "", "", "encoding")]
    if codec == "gb18030" and _garbled(text):
        return "", [Problem(file, None, "", "", "encoding")]
    if name == "UTF-8":
        return text, []
    note = Problem(file, None, "", "", "encoding_note", "info", (("encoding", name),))
    return text, [note]


def _garbled(text: str) -> bool:
    """Say whether `text` holds private-use or unassigned signs: no person's words."""
    return any(unicodedata.category(sign) in {"Co", "Cn"} for sign in set(text))
