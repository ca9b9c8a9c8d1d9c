import codecs

import pytest

from bot.feeds.charset import text_of

SERBIAN = "Вести из Приштине: људска права, њихова ђаци и џепови. " * 5
LATIN = "Vesti iz Prištine: ljudska prava, šest žaba, čaša, ćošak i đak. " * 5
ALBANIAN = "Lajme nga Prishtina: të drejtat e njeriut, çështje, përgjigje. " * 5


def declared(name: str, text: str) -> str:
    return f'<?xml version="1.0" encoding="{name}"?><rss><channel><title>{text}</title></channel></rss>'


@pytest.mark.parametrize(
    ("claim", "real", "text"),
    [
        ("utf-8", "utf-8", SERBIAN),
        ("windows-1251", "cp1251", SERBIAN),
        ("windows-1250", "cp1250", LATIN),
        ("iso-8859-2", "iso8859-2", LATIN),
        ("iso-8859-2", "cp1250", LATIN),
        ("iso-8859-1", "cp1252", ALBANIAN + "“thonjëza”"),
        ("windows-1252", "utf-8", ALBANIAN),
        ("utf-8", "cp1250", LATIN),
        ("utf-8", "cp1251", SERBIAN),
        ("no-such-set", "utf-8", SERBIAN),
        ("gb2312", "gb18030", "人权声明" * 20),
        ("iso-2022-jp", "iso-2022-jp", "人権" * 20),
        ("utf-16", "utf-8", SERBIAN),
    ],
)
def test_text_comes_out_right_whatever_is_claimed(claim: str, real: str, text: str) -> None:
    document = declared(claim, text)
    assert text_of(document.encode(real)) == document


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (b"", "utf-16-le"), (b"", "utf-16-be"),
    ],
)  # fmt: skip
def test_wide_characters_are_recognised(mark: bytes, name: str) -> None:
    document = declared("utf-8", SERBIAN)
    assert text_of(mark + document.encode(name)) == document


def test_the_document_is_believed_before_the_server() -> None:
    document = declared("windows-1251", SERBIAN)
    assert text_of(document.encode("cp1251"), "text/xml; charset=ISO-8859-1") == document


def test_the_server_is_believed_when_the_document_says_nothing() -> None:
    document = f"<rss><channel><title>{LATIN}</title></channel></rss>"
    assert text_of(document.encode("cp1250"), 'text/xml; charset="windows-1250"') == document


def test_a_bad_byte_among_good_ones_does_not_spoil_the_rest() -> None:
    body = declared("utf-8", SERBIAN).encode() + b"\xff"
    assert SERBIAN in text_of(body)


def test_a_cut_last_character_is_no_reason_to_doubt() -> None:
    assert SERBIAN[:-5] in text_of(
        declared("utf-8", SERBIAN).encode().removesuffix(b"</title></channel></rss>")[:-3]
    )
