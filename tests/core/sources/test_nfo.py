"""What an NFO of a film says, row by row of the mapping, and each trap that files in the wild hold."""

from __future__ import annotations

import codecs

import pytest

from core.model import Actor, Field, Kind, Metadata, UniqueId
from core.sources.nfo import Incomplete, Malformed, NfoDocument, NfoEntry, parse
from tests.core.sources.films import film, metadata


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<title>Nosferatu</title>", Metadata(title="Nosferatu")),
        (
            "<originaltitle>Nosferatu, eine Symphonie</originaltitle>",
            Metadata(original_title="Nosferatu, eine Symphonie"),
        ),
        ("<sorttitle>Nosferatu 1</sorttitle>", Metadata(sort_title="Nosferatu 1")),
        ("<plot>A count moves house.</plot><outline>A count.</outline>", Metadata(summary="A count moves house.")),
        ("<plot/><outline>A count.</outline>", Metadata(summary="A count.")),
        ("<tagline>Don't look</tagline>", Metadata(tagline="Don't look")),
        ("<premiered>1922-03-04</premiered><year>1921</year>", Metadata(date="1922-03-04")),
        ("<premiered/><aired>1922-03-04</aired>", Metadata(date="1922-03-04")),
        ("<releasedate>1922-03-04</releasedate>", Metadata(date="1922-03-04")),
        ("<year>1922</year>", Metadata(date="1922")),
        ("<mpaa>Rated PG-13</mpaa>", Metadata(content_rating="PG-13")),
        ("<mpaa/><certification>US:R</certification>", Metadata(content_rating="R")),
        ("<studio>Prana</studio><studio>Jofa</studio>", Metadata(studio="Prana")),
        ("<userrating>9</userrating>", Metadata(user_rating=9.0)),
        ("<genre>Horror</genre><genre>Drama</genre>", Metadata(genres=("Horror", "Drama"))),
        ("<country>Germany</country>", Metadata(countries=("Germany",))),
        ("<director>F. W. Murnau</director>", Metadata(directors=("F. W. Murnau",))),
        (
            "<credits>Henrik Galeen</credits><credits>Bram Stoker</credits>",
            Metadata(writers=("Henrik Galeen", "Bram Stoker")),
        ),
        ("<set>Vampires</set>", Metadata(collections=("Vampires",))),
        ("<set><name>Vampires</name><overview>Bats.</overview></set>", Metadata(collections=("Vampires",))),
        ("<tag>restored</tag>", Metadata(labels=("restored",))),
        ("<mood>Eerie</mood><style>Expressionist</style>", Metadata(moods=("Eerie",), styles=("Expressionist",))),
    ],
)
def test_each_element_of_a_film_goes_into_its_field(inside, expected):
    assert film(inside) == expected


def test_every_field_but_artwork_is_read_from_a_film():
    metadata = film(
        "<title>a</title><sorttitle>a</sorttitle><originaltitle>a</originaltitle><plot>a</plot><tagline>a</tagline>"
        "<studio>a</studio><mpaa>a</mpaa><year>1999</year><userrating>1</userrating><genre>a</genre>"
        "<ratings><rating name='imdb' default='true'><value>1</value></rating><rating name='tmdb'><value>2</value>"
        "</rating></ratings><country>a</country><director>a</director><credits>a</credits><actor><name>a</name></actor>"
        "<set>a</set><tag>a</tag><mood>a</mood><style>a</style>"
    )
    assert [field for field in Field if field is not Field.ARTWORK and not getattr(metadata, field)] == []


# Ratings


def test_a_slash_between_spaces_separates_names_and_another_one_does_not():
    metadata = film("<genre>Drama / Science Fiction /Horror</genre><studio>A / B</studio><credits>AC/DC</credits>")
    assert metadata.genres == ("Drama", "Science Fiction /Horror")
    assert metadata.studio == "A"
    assert metadata.writers == ("AC/DC",)


def test_a_name_that_comes_twice_in_whatever_case_is_taken_once_in_its_first_place():
    assert film("<tag>b</tag><tag>A</tag><tag>B</tag><tag>a / c</tag>").labels == ("b", "A", "c")


def actor(name: str, more: str = "") -> str:
    return f"<actor><name>{name}</name>{more}</actor>"


def test_actors_come_with_role_and_portrait_in_the_order_that_they_are_given():
    inside = actor("C") + actor("B", "<order>2</order>") + actor("A", "<role>Hero</role><order>1</order>") + actor("D")
    inside += actor("E", "<thumb>https://example.org/e.jpg</thumb><order>2</order>")
    assert film(inside).actors == (
        Actor("A", "Hero"),
        Actor("B"),
        Actor("E", None, "https://example.org/e.jpg"),
        Actor("C"),
        Actor("D"),
    )


def test_an_actor_named_twice_plays_both_roles():
    inside = actor("Peter Sellers", "<role>Mandrake</role>") + actor("Slim Pickens") + actor("Peter Sellers")
    inside += actor("peter sellers", "<role>Muffley</role><thumb>http://example.org/p.jpg</thumb>")
    assert film(inside).actors == (
        Actor("Peter Sellers", "Mandrake / Muffley", "http://example.org/p.jpg"),
        Actor("Slim Pickens"),
    )


def test_an_actor_without_a_name_and_one_who_is_a_producer_are_left_out():
    inside = (
        actor("", "<role>Nobody</role>") + actor("P", "<type>Producer</type>") + actor("G", "<type>GuestStar</type>")
    )
    assert film(inside).actors == (Actor("G"),)


def test_a_portrait_on_somebodys_disk_is_left_out():
    assert film(actor("A", r"<thumb>C:\actors\a.jpg</thumb>")).actors == (Actor("A"),)


def test_identifiers_are_read_from_new_and_old_elements():
    inside = "<uniqueid type='tmdb'>653</uniqueid><uniqueid type='imdb' default='true'>tt0013442</uniqueid>"
    inside += "<id>tt0013442</id><imdb>8.1</imdb><tmdb>653</tmdb><tmdbid>653</tmdbid><id>77</id>"
    inside += "<uniqueid type='themoviedb'>653</uniqueid>"
    inside += "<uniqueid type='mediaelch_fallback'>-1</uniqueid><uniqueid>tt0000001</uniqueid>"
    assert film(inside).unique_ids == (
        UniqueId("tmdb", "653"),
        UniqueId("imdb", "tt0013442"),
        UniqueId("imdb", "tt0000001"),
    )


# Text


def test_empty_elements_say_nothing():
    names = "title plot tagline mpaa premiered year rating userrating genre director actor set tag uniqueid ratings id"
    metadata = film("".join(f"<{name}> \n </{name}><{name}/>" for name in names.split()))
    assert metadata == Metadata()
    assert metadata.is_empty()


def test_a_film_without_any_element_says_nothing():
    assert parse(b"<movie/>") == NfoDocument("movie", (NfoEntry(Kind.MOVIE, Metadata()),))
    assert parse(b"<movie></movie>") == NfoDocument("movie", (NfoEntry(Kind.MOVIE, Metadata()),))


def test_white_space_is_trimmed_and_a_title_is_one_line():
    assert film("<title>\n\t The  General\n  (1926) </title>").title == "The  General (1926)"


def test_a_summary_keeps_its_line_breaks_as_line_feeds():
    assert film(b"<plot> One.\r\nTwo.&#13;\nThree.\rFour. </plot>").summary == "One.\nTwo.\nThree.\nFour."


def test_html_inside_a_summary_leaves_its_words_and_lines():
    assert film("<plot>A <b>count</b> moves.<br/>In.<br />\n</plot>").summary == "A count moves.\nIn."


def test_cdata_and_comments_are_read_as_xml_means_them():
    metadata = film(
        "<plot><![CDATA[Fast & <furious> &eacute; </movie>]]></plot><!-- </movie> &amp <x> --><title>A</title>"
    )
    assert metadata == Metadata(title="A", summary="Fast & <furious> &eacute; </movie>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Caf&eacute;&nbsp;Noir", "Café\xa0Noir"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Tom & Jerry", "Tom & Jerry"),
        ("Q&A", "Q&A"),
        ("R&B; and &unknown;", "R&B; and &unknown;"),
        ("&lt;3 &hearts; &#9829; &#x2665;", "<3 ♥ ♥ ♥"),
        ("&amp;nbsp;", "&nbsp;"),
        ("it&#150;s", "it\u2013s"),
        ("a&#0;b&#1;c&#xFFFF;d&#xD800;e&#99999999;", "abcde&#99999999;"),
    ],
)
def test_entities_of_html_and_bare_ampersands_are_read_as_people_mean_them(text, expected):
    assert film(f"<title>{text}</title>").title == expected


def test_a_bare_ampersand_beside_cdata_leaves_the_cdata_alone():
    metadata = film("<title>Tom & Jerry &eacute;</title><plot><![CDATA[a & b &amp; c]]></plot>")
    assert metadata == Metadata(title="Tom & Jerry é", summary="a & b &amp; c")


def test_a_bare_ampersand_in_an_address_does_not_hurt():
    assert film("<thumb preview='http://x/?a=1&b=2'>http://x/?a=1&b=2</thumb><title>A</title>") == Metadata(title="A")


def test_control_characters_are_removed():
    assert film(b"<title>A\x00l\x08i\x1fe\x7fn\xef\xbf\xbf \xc2\x85\xc2\x81</title>").title == "Alien …"


# Encodings

UMLAUTS = "<movie><title>Die Nibelungen „1“: Zwölf Ähren €</title></movie>"


@pytest.mark.parametrize(
    "data",
    [
        UMLAUTS.encode(),
        codecs.BOM_UTF8 + UMLAUTS.encode(),
        codecs.BOM_UTF16_LE + UMLAUTS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + UMLAUTS.encode("utf-16-be"),
        UMLAUTS.encode("utf-16-le"),
        UMLAUTS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + UMLAUTS.encode("utf-32-le"),
        UMLAUTS.encode("cp1252"),
        b"<?xml version='1.0' encoding='UTF-8'?>" + UMLAUTS.encode("cp1252"),
        b"<?xml version='1.0' encoding='windows-1252'?>" + UMLAUTS.encode("cp1252"),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + UMLAUTS.encode("cp1252"),
        b'<?xml version="1.0" encoding="utf-16"?>' + UMLAUTS.encode(),
        b'<?xml version="1.0" encoding="rot13"?>' + UMLAUTS.encode(),
        b'<?xml version="1.0" encoding="euc-xx"?>' + UMLAUTS.encode(),
        codecs.BOM_UTF16_LE + ('<?xml version="1.0" encoding="utf-8"?>' + UMLAUTS).encode("utf-16-le"),
    ],
)
def test_a_text_is_the_same_in_every_encoding_that_tools_write(data):
    assert metadata(parse(data)) == Metadata(title="Die Nibelungen „1“: Zwölf Ähren €")


def test_another_encoding_is_believed_when_it_is_declared():
    data = "<?xml version='1.0' encoding='windows-1251'?><movie><title>Броненосец</title></movie>".encode("cp1251")
    assert metadata(parse(data)) == Metadata(title="Броненосец")


def test_one_broken_byte_does_not_spoil_the_other_characters():
    assert film("<title>Zwölf</title><tagline>".encode() + b"f\xfcnf" + b"</tagline>") == Metadata(
        title="Zwölf", tagline="fünf"
    )


# What stands around the film


@pytest.mark.parametrize(
    "data",
    [
        b"<movie><title>A</title></movie>\nhttps://www.themoviedb.org/movie/653?a=1&b=2\n",
        b"https://www.themoviedb.org/movie/653\n<movie><title>A</title></movie>",
        b"<https://www.themoviedb.org/movie/653>\n<movie><title>A</title></movie>",
        b"\n\n  <?xml version='1.0'?><!-- by a tool: <movie> --><movie id='1'>\n<title>A</title></movie >\n\0\0\0\0",
        b"<!DOCTYPE movie SYSTEM 'movie.dtd'>\n<movie><title>A</title></movie>",
        b"<movie xmlns='urn:x' xmlns:i='urn:y' i:nil='no'><title>A</title></movie>",
        b"<movie><title>A</title></movie><movie><title>B</title></movie>",
        b"<url>https://example.org/653</url>\n<movie><title>A</title></movie>",
        b"<movie><title>A</title></movie><tvshow><title>T</title></tvshow>",
        b"<movie><title>A</title></movie></movie> and so on <br> &",
    ],
)
def test_what_stands_before_and_after_the_film_is_left_out(data):
    assert parse(data) == NfoDocument("movie", (NfoEntry(Kind.MOVIE, Metadata(title="A")),))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n",
        b"https://www.imdb.com/title/tt0013442/\n",
        b"\xdc\xdb\xdb GReeTZ <-- 1997 --> \xb1\xb2 < > &&",
        "ein Text ohne Element".encode("utf-16"),
    ],
)
def test_a_file_without_an_element_says_nothing_and_is_no_error(data):
    assert parse(data) == NfoDocument("")


def test_a_file_of_another_kind_says_which_and_nothing_else():
    assert parse(b"<?xml version='1.0'?><html><title>A</title></html>") == NfoDocument("html")


# Cut off, or broken

WHOLE = (
    codecs.BOM_UTF8
    + """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- written by a tool -->
<movie xmlns:x="urn:x">
  <title>Die Büchse der Pandora &amp; mehr</title>
  <plot><![CDATA[Lulu </movie> & Co.]]></plot>
  <ratings><rating name="imdb" default="true" max="10"><value>7.8</value></rating></ratings>
  <actor><name>Louise Brooks</name><role>Lulu</role></actor>
  <fanart/>
</movie>
https://www.imdb.com/title/tt0018737/
""".encode()
)


def test_a_file_cut_off_at_any_byte_is_never_taken_for_a_whole_one():
    end = WHOLE.index(b"</movie>\nhttps") + len(b"</movie>")
    whole = parse(WHOLE).entries
    assert whole
    for length in range(len(WHOLE)):
        if length >= end:
            assert parse(WHOLE[:length]).entries == whole
        elif length > len(codecs.BOM_UTF8):
            with pytest.raises((Incomplete, Malformed)):
                parse(WHOLE[:length])
        else:
            assert parse(WHOLE[:length]).entries == ()


def test_a_file_cut_off_in_utf16_is_never_taken_for_a_whole_one():
    data = UMLAUTS.encode("utf-16")
    for length in range(4, len(data) - 1):
        with pytest.raises(Incomplete):
            parse(data[:length])


def test_a_file_that_ends_too_early_says_so_and_where():
    with pytest.raises(Incomplete, match=r"^line 3: the file ends before </movie>$"):
        parse(b"<movie>\n<title>A</title>\n<plot>A ma")


def test_a_hole_of_zero_bytes_is_a_write_cut_short():
    with pytest.raises(Incomplete, match=r"^line 2: holds zero bytes"):
        parse(b"<movie>\n<plot>A ma" + bytes(512) + b"\n</plot></movie>")


def test_a_file_that_is_broken_in_the_middle_says_where_and_how():
    with pytest.raises(Malformed, match=r"^line 4: Opening and ending tag mismatch: titel"):
        parse(b"<?xml version='1.0'?>\n\n<movie>\n<titel>A</title>\n</movie>")
