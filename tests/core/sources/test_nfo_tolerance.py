"""What XML forbids, and Kodi or a person reads all the same."""

from __future__ import annotations

import pytest

from core.model import Actor, Metadata
from core.sources.nfo import Malformed, NfoDocument, parse


def film(inside: str | bytes) -> Metadata:
    data = inside if isinstance(inside, bytes) else inside.encode()
    document = parse(b"<movie>\n" + data + b"\n<tagline>T</tagline></movie>")
    assert document.problems == ()
    assert document.entries[0].metadata.tagline == "T"
    return document.entries[0].metadata


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I <3 you", "I <3 you"),
        ("1 < 2 & 2 > 1, a<b, <<", "1 < 2 & 2 > 1, a<b, <<"),
        ("me <me@example.org>", "me <me@example.org>"),
        ("a ]]> b", "a ]]> b"),
        ("<![CDATA[a <b> & c]]> <3", "a <b> & c <3"),
        ("<![CDATA[a <![CDATA[b]]> c]]>", "a <![CDATA[b c]]>"),
        ("One<br>Two<BR>Three<br/>Four", "One\nTwo\nThree\nFour"),
        ("<p>One<p>T<b>w</b>o</p>", "One\nTwo"),
        ("<a href=x?a=1&b=2>One</a> &", "One &"),
        ("A<!-- no -- comment -->B", "AB"),
        ("A<?xml version='1.0'?>B &", "AB &"),
    ],
)
def test_a_text_that_is_no_xml_is_read_as_its_writer_sees_it(text, expected):
    assert film(f"<plot>{text}</plot>").summary == expected


def test_paragraphs_of_html_are_lines():
    assert film("<plot><p>One</p><p>Two</p><ul><li>Three</li><li>Four</li></ul></plot>").summary == (
        "One\nTwo\nThree\nFour"
    )


@pytest.mark.parametrize(
    "attributes",
    ["name=imdb max=100", "name='imdb'max=\"100\"", "max=100 name", "max='100' max='10'", "x:max='100'"],
)
def test_attributes_are_read_in_any_form(attributes):
    assert film(f"<ratings><rating {attributes}><value>78</value></rating></ratings>").rating == 7.8


def test_a_prefix_that_nobody_declared_is_left_out():
    inside = "<x:title xsi:type='x:string'>A &amp; B</x:title><x:lock/><actor clear><name>C</name></actor>"
    assert film(inside) == Metadata(title="A & B", actors=(Actor("C"),), tagline="T")


def test_rows_of_hyphens_are_a_comment():
    assert film("<!---------- Names ----------><title>A</title><!--- </movie> --->").title == "A"


def test_what_is_no_name_of_an_element_hides_nothing():
    assert film("<3D>true</3D><title>A</title>").title == "A"


@pytest.mark.parametrize(
    "inside",
    ["<title>A</titel>", "<title A</title>", "<title>A", "<title>A</title", "<a>A", "<!DOCTYPE x>", "<a b='<c>'>"],
)
def test_a_film_that_might_mean_something_else_is_refused(inside):
    with pytest.raises(Malformed, match=r"^line 2: "):
        parse(b"<movie>\n" + inside.encode() + b"</movie>")


def test_lines_are_counted_as_they_are_in_the_file():
    plot = b"<plot>One<br>\n&NewLine;&#10;&#13;&</plot>"
    data = b"<movie>\n<!-- a -- b\n -->\n<thumb\n a=1\n/>%b\n<year>soon</year>\n</movie>" % plot
    assert [problem.line for problem in parse(data).problems] == [8]


def test_who_is_told_by_name_and_picture_is_the_name():
    inside = (
        "<director><name>A</name><thumb>http://x/1.jpg</thumb></director><studio><name>B</name><logo>x</logo></studio>"
    )
    assert film(inside) == Metadata(directors=("A",), studio="B", tagline="T")


@pytest.mark.parametrize(
    ("declared", "written", "text"),
    [
        ("gb2312", "gbk", "劉德華"),
        ("Shift_JIS", "cp932", "①髙"),
        ("euc-kr", "cp949", "똠방"),
        ("ISO-8859-9", "cp1254", "“ğ”"),
    ],
)
def test_a_declared_encoding_is_what_programs_mean_by_it(declared, written, text):
    data = f"<?xml version='1.0' encoding='{declared}'?><movie><title>{text}</title></movie>".encode(written)
    assert parse(data).entries[0].metadata.title == text


@pytest.mark.parametrize("declared", ["ISO-8859-1", "windows-1252", "windows-1251", "utf-16"])
def test_utf8_is_read_as_what_it_is_whatever_it_is_declared_to_be(declared):
    data = f"<?xml version='1.0' encoding='{declared}'?><movie><title>Äther „ž“</title></movie>"
    assert parse(data.encode()).entries[0].metadata.title == "Äther „ž“"


def test_a_document_type_hides_nothing_and_defines_nothing():
    data = b"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE movie SYSTEM 'x'><movie><title>Caf&eacute;</title></movie>"
    assert parse(data).entries[0].metadata == Metadata(title="Café")


def test_a_wrapper_with_more_than_episodes_gives_all_its_episodes():
    episode = "<episodedetails><title>{}</title></episodedetails>"
    for between in ("", "<!-- x -->", "<note>x</note>", "https://example.org/?a&b"):
        text = f"<multiepisodenfo>{episode.format(1)}{between}{episode.format(2)}</multiepisodenfo>"
        assert [entry.metadata.title for entry in parse(text.encode()).entries] == ["1", "2"]
    assert parse(b"<multiepisodenfo/>") == NfoDocument("multiepisodenfo")
