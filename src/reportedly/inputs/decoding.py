"""Bytes -> text, and text -> text that a record can hold; what was assumed or replaced is said."""

from __future__ import annotations

import codecs
import re
import unicodedata

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
_CONTROLS = re.compile("[\\x00-\\x08\\x0e-\\x1a\\x1c-\\x1f\ufffd]")
_HELD_BACK = re.compile("[\\x00\\ud800-\\udfff]")
_ASCII = bytes(range(128))
_NO_LETTERS = {"Cn", "Co"}  # not assigned, for private use: what binary data is full of if taken for UTF-16
_SAMPLE = 65_536
_WESTERN_SHARE = 0.15  # of bytes beyond ASCII, up to which a text is taken for Western European
_WIDE_LEAST = 4  # control characters in every other byte: fewer tell nothing
_WIDE_SHARE = 0.3  # of control characters in every other byte, from which on bytes are UTF-16
_DAMAGE = 0.05  # of broken and control characters, up to which bytes are text
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
            body = data[len(mark) :]
            if _is(body, encoding):
                return _as(body, encoding, [])
            text, notes = _unmarked(body)
            return text, [f"the byte order mark says {encoding}, the bytes do not", *notes]
    return _unmarked(data)


def _is(body: bytes, encoding: str) -> bool:
    """Tell whether bytes can be in the encoding that their mark says, a little damage aside."""
    sample, wide = body[:_SAMPLE], _wide(body[:_SAMPLE])
    if encoding == "utf-8":
        return wide is None and _decodes(body, encoding)
    if encoding.startswith("utf-16") and (wide not in {None, encoding} or 0 not in sample):
        # Text in UTF-16 nearly always holds NULs, those of its blanks; without any, ASCII and UTF-8 pass for Chinese.
        return wide in {None, encoding} and not (_decodes(sample, "utf-8") or _western(sample))
    return _sound(sample, encoding) if _decodes(body, encoding) else _lettered(sample, encoding)


def _sound(sample: bytes, encoding: str) -> bool:
    """Tell whether bytes make text: few characters that are broken or control a device."""
    text = sample.decode(encoding, "replace")
    return len(_CONTROLS.findall(text)) <= 4 + _DAMAGE * len(text)


def _lettered(sample: bytes, encoding: str) -> bool:
    """Tell whether bytes make letters in an encoding that takes nearly any bytes: most characters are assigned."""
    text = sample.decode(encoding, "replace")
    none = len(_CONTROLS.findall(text))
    none += sum(unicodedata.category(c) in _NO_LETTERS or "\x80" <= c < "\xa0" for c in text)
    return none <= 4 + _DAMAGE * len(text)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)  # a sample may end within a character
    except UnicodeDecodeError:
        return False
    return True


def _western(sample: bytes) -> bool:
    return len(sample.translate(None, _ASCII)) <= _WESTERN_SHARE * len(sample)


def _as(data: bytes, encoding: str, notes: list[str]) -> tuple[str, list[str]]:
    """Decode; what is broken becomes U+FFFD, and is counted."""
    try:
        return clean(data.decode(encoding), notes)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return clean(text, [*notes, f"{text.count(REPLACEMENT)} broken {encoding} sequences replaced by U+FFFD"])


def _unmarked(data: bytes) -> tuple[str, list[str]]:
    sample = data[:_SAMPLE]
    if (wide := _wide(sample)) and _lettered(sample, wide):
        return _as(data, wide, [f"encoding assumed: {wide}"])
    if not _sound(sample, "latin-1"):
        raise InputError("not a text but binary data")
    try:
        return clean(data.decode("utf-8", "surrogatepass"), [])
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    if broken <= _BROKEN_SHARE * sum(not c.isascii() for c in text):
        return clean(text, [f"{broken} broken utf-8 sequences replaced by U+FFFD"])
    best = None if _western(sample) else from_bytes(sample, cp_isolation=_GUESSED).best()
    encoding = "cp1252" if best is None else best.encoding
    return _as(data, encoding, [f"not UTF-8; encoding assumed: {encoding}"])


def _wide(sample: bytes) -> str | None:
    """Recognise UTF-16 by its high bytes: control characters if they stood alone, 0 in English, 4 in Russian."""
    even, odd = (len(_CONTROLS.findall(half.decode("latin-1"))) for half in (sample[::2], sample[1::2]))
    few = max(even, odd) <= max(_WIDE_LEAST - 1, _WIDE_SHARE * len(sample) / 2)
    if few or 2 * min(even, odd) >= max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def clean(text: str, notes: list[str]) -> tuple[str, list[str]]:
    """Replace NULs and lone surrogates by U+FFFD, one for one, so that offsets hold.

    Raises:
        InputError: nothing but blanks.
    """
    if not text.strip():
        raise InputError("empty text")
    text, count = _HELD_BACK.subn(REPLACEMENT, text)
    return text, [*notes, *([f"{count} NULs or lone surrogates replaced by U+FFFD"] if count else [])]
