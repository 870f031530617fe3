"""Bytes -> text, and text -> text that a record can hold; what was assumed or replaced is said."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from reportedly.errors import InputError

REPLACEMENT = "\ufffd"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive (or an office document)",
    b"\x1f\x8b": "gzip'd",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a SQLite database",
}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_HELD_BACK = re.compile("[\\x00\\ud800-\\udfff]")
_ASCII = bytes(range(128))
_SAMPLE = 65_536
_BINARY_SHARE = 0.05  # of control characters, from which on bytes are no text
_WESTERN_SHARE = 0.15  # of bytes beyond ASCII, up to which a text is taken for Western European
_BROKEN_SHARE = 0.5  # of broken characters among those beyond ASCII, up to which bytes still count as UTF-8
# Encodings that news texts come in, so that a guess is never an exotic one.
_GUESSED = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "mac_roman",
    "shift_jis", "euc_jp", "big5", "gb18030", "euc_kr",
]  # fmt: skip


def decode(data: bytes) -> tuple[str, list[str]]:
    """Return the text of a file's bytes and what had to be assumed or replaced.

    Raises:
        InputError: the bytes are empty or no text.
    """
    if not data.strip():
        raise InputError("empty file")
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"not a text but {name}")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return clean(data[len(mark) :].decode(encoding), [])
            except UnicodeDecodeError:
                text, notes = _unmarked(data[len(mark) :])
                return text, [f"the byte order mark says {encoding}, the bytes do not", *notes]
    return _unmarked(data)


def _unmarked(data: bytes) -> tuple[str, list[str]]:
    sample = data[:_SAMPLE]
    if wide := _wide(sample):
        try:
            return clean(data.decode(wide), [f"encoding assumed: {wide}"])
        except UnicodeDecodeError:
            pass
    if len(sample) - len(sample.translate(None, _CONTROLS)) > 4 + _BINARY_SHARE * len(sample):
        raise InputError("not a text but binary data")
    try:
        return clean(data.decode("utf-8"), [])
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    if broken <= _BROKEN_SHARE * sum(not c.isascii() for c in text):
        return clean(text, [f"{broken} broken UTF-8 sequences replaced by U+FFFD"])
    encoding = "cp1252"
    if len(sample.translate(None, _ASCII)) > _WESTERN_SHARE * len(sample):
        best = from_bytes(sample, cp_isolation=_GUESSED).best()
        encoding = encoding if best is None else best.encoding
    return clean(data.decode(encoding, "replace"), [f"not UTF-8; encoding assumed: {encoding}"])


def _wide(sample: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the NULs of its ASCII half."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def clean(text: str, notes: list[str]) -> tuple[str, list[str]]:
    """Replace NULs and lone surrogates by U+FFFD, one for one, so that offsets hold.

    Raises:
        InputError: nothing but blanks.
    """
    if not text.strip():
        raise InputError("empty text")
    text, count = _HELD_BACK.subn(REPLACEMENT, text)
    return text, [*notes, *([f"{count} NULs or lone surrogates replaced by U+FFFD"] if count else [])]
