"""Bytes of a text file to clean UTF-8, whatever program saved it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from backpain_analysis.errors import LogbookError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MIXED = "utf-8 with windows-1252"

#: First bytes of files that are no text, what they are, and the way out.
_SAVE_AS = "Export or save it as CSV (UTF-8) or .xlsx and put that file in the folder."
_NO_TEXT = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a zip archive, not a spreadsheet that can be read"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a word processor's file"),
)
_MARKUP = (("<!doctype html", "a web page"), ("<html", "a web page"), ("<?xml", "an XML file"))

_FOREIGN = re.compile("[\udc80-\udcff]")  # what "surrogateescape" makes of a byte
_NOT_ASCII = re.compile("[^\x00-\x7f]")

_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1a\x00"))
_INK = re.compile(rb"[^\s\x1a,;|\"']")
_SAMPLE = 1 << 16
_SLICE = 1 << 20


@dataclass(frozen=True)
class CleanText:
    """A text file's content in UTF-8.

    Attributes
    ----------
    data : bytes
        UTF-8 without byte order mark and NUL, lines ended by LF or CRLF.
    encoding : str
        What it was saved in, such as "utf-8" or "windows-1252".
    as_on_disk : bool
        Whether `data` is what stands in the file, byte by byte.
    """

    data: bytes
    encoding: str
    as_on_disk: bool


def clean_text(data: bytes, file: str) -> CleanText:
    """Decode a text file.

    Parameters
    ----------
    data : bytes
        The file's content.
    file : str
        Its name, for the error.

    Returns
    -------
    CleanText

    Raises
    ------
    LogbookError
        Where the file is empty or is no text.
    """
    _refuse_other_formats(data, file)
    bom, encoding = _byte_order_mark(data)
    if encoding is None:
        encoding = _guess_encoding(data)
    body = data[len(bom) :] if bom else data
    if encoding != "utf-8":
        body = _decode(body, encoding).encode("utf-8", "replace")
    if b"\0" in body:
        body = body.replace(b"\0", b"")
    if b"\r" in body and body.count(b"\r") != body.count(b"\r\n"):
        body = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if _INK.search(body) is None:
        raise LogbookError(f"{file} is empty. Remove it from the folder, or write in it.")
    _refuse_binary(body, file)
    _refuse_markup(body, file)
    return CleanText(body, encoding, body is data)


def _refuse_other_formats(data: bytes, file: str) -> None:
    for magic, what in _NO_TEXT:
        if data.startswith(magic):
            raise LogbookError(f"{file} is {what}, which cannot be read. {_SAVE_AS}")


def _refuse_binary(body: bytes, file: str) -> None:
    sample = body[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > max(1, len(sample) // 100):
        raise LogbookError(f"{file} is no text file and cannot be read. {_SAVE_AS}")


def _refuse_markup(body: bytes, file: str) -> None:
    start = body[:200].decode("utf-8", "ignore").lstrip().casefold()
    for tag, what in _MARKUP:
        if start.startswith(tag):
            raise LogbookError(f"{file} is {what}, not a table. {_SAVE_AS}")


def _byte_order_mark(data: bytes) -> tuple[bytes, str | None]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            if encoding == "utf-8" and not _is_utf8(data):
                return bom, _MIXED
            return bom, encoding
    return b"", None


def _guess_encoding(data: bytes) -> str:
    wide = _guess_utf16(data[:_SAMPLE])
    if wide is not None:
        return wide
    if _is_utf8(data):
        return "utf-8"
    text = data.decode("utf-8", "surrogateescape")
    foreign = len(_FOREIGN.findall(text))
    if foreign * 2 < len(_NOT_ASCII.findall(text)):
        return _MIXED
    try:
        data.decode("windows-1252")
    except UnicodeDecodeError:
        return _guess_by_letters(data)
    return "windows-1252"


def _guess_utf16(sample: bytes) -> str | None:
    """Text of western letters in UTF-16 has a NUL in every other byte."""
    if sample.count(b"\0") * 3 < len(sample):
        return None
    even, odd = sample[::2].count(b"\0"), sample[1::2].count(b"\0")
    if min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _SLICE):  # a whole copy could be four times the file
            decoder.decode(data[start : start + _SLICE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _guess_by_letters(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None else "windows-1252"


def _decode(body: bytes, encoding: str) -> str:
    """Decode; a single Windows-1252 letter pasted into UTF-8 is taken as that letter."""
    if encoding != _MIXED:
        return body.decode(encoding, "replace")
    text = body.decode("utf-8", "surrogateescape")
    return _FOREIGN.sub(
        lambda found: bytes([ord(found[0]) - 0xDC00]).decode("windows-1252", "replace"), text
    )
