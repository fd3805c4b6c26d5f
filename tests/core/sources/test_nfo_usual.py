"""What is read without a tree is what lxml's tree says: for every file, or it is not read so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.demo.sample_library import create
from core.sources import nfo, nfo_cast
from core.sources.nfo import NfoDocument, NfoError, parse

ACTOR = "<actor>\n<name>Ann</name>\n<role>Eve</role>\n<order>0</order>\n<thumb>http://x/1.jpg</thumb>\n</actor>\n"
SAMPLES = os.environ.get("RECLOSER_NFO_SAMPLES", "")
"""A folder of NFO files of other programs, beside those here."""


class LeftToLxml(Exception):
    """A tree was made."""


def is_usual(data: bytes) -> bool:
    """Whether it is read without a tree; then it is XML, and lxml's tree says the same, down to the lines."""
    usual = True
    parsed = nfo._parsed

    def refused(data: bytes, pictures: bool, *, placed: bool = False) -> object:
        if placed:  # for the lines of problems that were found
            return parsed(data, pictures, placed=placed)
        raise LeftToLxml

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(nfo, "_parsed", refused)
        try:
            outcome(data)
        except LeftToLxml:
            usual = False
    if usual:
        etree.fromstring(data)
    assert outcome(data) == through_a_tree(data)
    return usual


def outcome(data: bytes, *, pictures: bool = False) -> NfoDocument | str:
    try:
        return parse(data, pictures=pictures)
    except NfoError as error:
        return f"{type(error).__name__}: {error}"


def through_a_tree(data: bytes, *, pictures: bool = False) -> NfoDocument | str:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(nfo, "usual", lambda *_: None)
        patched.setattr(nfo_cast, "cut", lambda *_: None)
        return outcome(data, pictures=pictures)


def film(inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<movie>\n{inside}</movie>\n'.encode()


def test_the_films_of_the_sample_library_are_of_the_usual_form(tmp_path):
    assert [film.nfo.name for film in create(tmp_path) if not is_usual(film.nfo.read_bytes())] == []


@pytest.mark.parametrize("path", sorted(Path(SAMPLES).glob("*.nfo")) if SAMPLES else [])
def test_a_file_of_another_program_says_the_same_either_way(path):
    is_usual(path.read_bytes())


USUAL = [
    "",
    "<title>A &amp; B &lt;&gt;&quot;&apos;</title>",
    "<title> padded </title><plot>\n Two\n\tlines\n</plot>",
    "<title/><plot></plot><genre />",
    "<title>A</title><title>B</title><outline>O</outline><plot>P</plot>",
    "<genre>A / B</genre><genre>C</genre>",
    "<rating>7.8</rating><userrating max='10'>8</userrating>".replace("'", '"'),
    '<ratings><rating name="imdb" max="10" default="true"><value>8.1</value><votes>3</votes></rating></ratings>',
    '<ratings>\n<rating name="a &quot;b&quot;">\n<value>8</value>\n</rating>\n</ratings>',
    '<uniqueid type="imdb">tt0000001</uniqueid><id>tt0000002</id>',
    "<uniqueid>tt0000001</uniqueid>",
    "<set><name>A</name><overview/></set><set>B</set>",
    "<fileinfo><streamdetails><video><codec>h264</codec></video><audio/></streamdetails></fileinfo>",
    "<premiered>soon</premiered><year>1999</year>",
    "<cast>x</cast>",
    '<ratings><rating max="ten">\n<value>8</value></rating></ratings><userrating>x</userrating>',
]
NOT_USUAL = [
    "<!-- a comment -->",
    "<title><![CDATA[A]]></title>",
    "<?x?>",
    "<title>&eacute;</title>",
    "<title>&#65;</title>",
    "<title>A & B</title>",
    "<title>a]]>b</title>",
    "<title>\ufffe</title>",
    "<title>\x01</title>",
    "<title>A</titel>",
    "<title>",
    "</title>",
    "<",
    "</>",
    "<>",
    "<1a>x</1a>",
    "<a-b>x</a-b>",
    "<x:a>x</x:a>",
    '<title a="1" a="2">A</title>',
    '<title xmlns="urn:x">A</title>',
    '<title a="<">A</title>',
    "<title a='1'>A</title>",
    "<title a=1>A</title>",
    "<plot>A <b>count</b> moves</plot>",
    f"<plot>A {ACTOR}</plot>",
    "<ratings><rating>7</rating></ratings>",
    "<ratings><rating><votes>7</votes></rating></ratings>",
    "<ratings><rating><value/><value>7</value></rating></ratings>",
    "<set><name>A <b>c</b></name></set>",
    '<rating max="10">7</rating><rating>8</rating>',
    "<actor><role>R</role><name>N</name></actor>",
    "<actor><name>P</name><type>Producer</type></actor>",
    "<fileinfo>" * 12 + "</fileinfo>" * 12,
    "</movie><movie>",
]


@pytest.mark.parametrize("more", USUAL)
def test_what_tools_write_is_read_without_a_tree(more):
    assert is_usual(film(more))
    assert is_usual(film(ACTOR + more))
    assert is_usual(film(more + "\n" + ACTOR + ACTOR.replace("Ann", "Bob")).replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("more", NOT_USUAL)
def test_everything_else_is_left_to_lxml(more):
    assert not is_usual(film(more))
    assert not is_usual(film(ACTOR + more))
    assert not is_usual(film(more + ACTOR))


@pytest.mark.parametrize(
    "data",
    [
        film(ACTOR + "<year>1999</year>" + ACTOR),
        film(ACTOR).replace(b"UTF-8", b"ISO-8859-1"),
        film(ACTOR).replace(b"Ann", b"Z\xf6"),
        film(ACTOR) + b"<movie/>",
        film(ACTOR) + b"https://example.org/",
        film(ACTOR).replace(b"<movie>", b"<movie xmlns:x='urn:x'>"),
        film(ACTOR)[:-9],
    ],
)
def test_a_file_that_is_not_all_usual_is_left_to_lxml(data):
    assert not is_usual(data)


def test_the_cast_of_something_inside_of_a_film_is_not_the_films():
    data = film(f"<album>{ACTOR * 30}</album>")
    assert [entry.metadata.actors for each in (False, True) for entry in parse(data, pictures=each).entries] == [(), ()]


NAMES = (
    *("title", "originaltitle", "sorttitle", "plot", "outline", "tagline", "studio", "mpaa", "certification", "genre"),
    *("country", "director", "credits", "set", "tag", "mood", "style", "premiered", "aired", "releasedate", "year"),
    *("season", "episode", "seasonnumber", "userrating", "rating", "ratings", "uniqueid", "id", "imdbid", "tmdbid"),
    *("namedseason", "thumb", "fanart", "fileinfo", "actor", "name", "role", "value", "votes", "album", "cast", "b"),
)
TEXTS = (
    *("", "A", " A ", "7.5", "78", "-1", "0", "tt0000001", "A / B", "A &amp; B", "&lt;b&gt;", "&#65;", "&"),
    *(
        "2001-02-03",
        "soon",
        "line\nbreak",
        "\ttab\r\nx",
        "é",
        "\x85",
        "\xa0",
        "http://x/1.jpg",
        "]]>",
        "a>b",
        "\ufffe",
        "\x01",
        "<",
    ),
)
ATTRIBUTES = (
    *("", ' type="imdb"', ' name="imdb"', ' name="tmdb" default="true"', ' max="10"', ' max="ten"', ' number="1"'),
    *(" a='1'", ' a="1" a="2"', ' xmlns="u"', ' a="&amp;"', ' a="x>y"', ' a="1"b="2"', ' a="&quot; type=&quot;imdb"'),
)
SPACE = st.sampled_from(["", "", "\n", "\n  "])


def element(name: str, attributes: str, inside: str, space: str) -> str:
    return f"<{name}{attributes}>{inside}</{name}>{space}"


LEAVES = st.builds(
    element, st.sampled_from(NAMES), st.sampled_from(("", "", "", *ATTRIBUTES)), st.sampled_from(TEXTS), SPACE
)
ACTORS = st.builds(
    lambda name, role, more, space: f"<actor>{space}<name>{name}</name>{space}{role}{more}{space}</actor>{space}",
    st.sampled_from(("Ann", "ann", "Bob", *TEXTS)),
    st.sampled_from(("<role>R</role>", "<role />", "<role>&quot;R&quot;</role>", "")),
    st.sampled_from(("", "<order>1</order>", "<order>0</order><thumb>http://x/1.jpg</thumb>", "<type>Actor</type>")),
    SPACE,
)
PARTS = st.recursive(
    LEAVES | ACTORS | st.sampled_from(["<b/>", "<thumb />\n", "<!-- c -->", "text", "<", "</b>"]),
    lambda parts: st.builds(
        lambda name, attributes, inside, space: element(name, attributes, "".join(inside), space),
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(parts, max_size=3),
        SPACE,
    ),
    max_leaves=4,
)


@given(st.lists(LEAVES, max_size=4), st.lists(ACTORS, max_size=3), st.lists(PARTS, max_size=3))
def test_no_mixture_is_read_in_another_way_without_a_tree(before, actors, after):
    is_usual(film("".join([*before, *actors, *after])))


@given(st.lists(LEAVES, max_size=4), st.lists(ACTORS, min_size=1, max_size=3), st.lists(PARTS, max_size=3))
def test_a_cast_beside_a_tree_is_the_cast_that_would_be_in_it(before, actors, after):
    data = film("".join([*before, ACTOR * 20, *actors, *after]))
    assert outcome(data, pictures=True) == through_a_tree(data, pictures=True)
