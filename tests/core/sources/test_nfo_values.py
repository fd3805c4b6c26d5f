"""How single values of an NFO are read: ratings, dates, the rating of an age."""

from __future__ import annotations

import pytest

from core.model import Metadata
from core.sources.nfo import parse
from tests.core.sources.films import film, metadata, read


def ratings(*entries: str) -> str:
    return "<ratings>" + "".join(entries) + "</ratings>"


def rating(value: str, attributes: str) -> str:
    return f"<rating {attributes}><value>{value}</value><votes>9</votes></rating>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (ratings(rating("6.1", "name='tmdb'"), rating("7.9", "name='imdb' default='true' max='10'")), 7.9),
        (ratings(rating("73", "name='metacritic' default='true' max='100'")), 7.3),
        (ratings(rating("3,5", "name='allocine' default='true' max='5'")), 7.0),
        (ratings(rating("0", "name='imdb' default='true'"), rating("7", "name='metacritic'")), 7.0),
        (ratings(rating("91", "name='tomatometerallaudience' max='100'"), rating("7", "name='imdb'")), 7.0),
        (ratings(rating("6", "name='imdb'")) + "<rating>8</rating>", 8.0),
        (ratings(rating("6", "name='imdb' default='true'")) + "<rating>8</rating>", 6.0),
        ("<rating>7,8</rating>", 7.8),
        ("<rating max='100'>78</rating>", 7.8),
        ("<rating>78</rating>", 7.8),
        ("<rating>78%</rating>", 7.8),
        ("<rating>3,9 / 5</rating>", 7.8),
        ("<rating>0.0</rating>", None),
        ("<rating>-1</rating>", None),
        ("<rating/>", None),
    ],
)
def test_the_rating_is_the_default_one_on_a_scale_to_ten(inside, expected):
    assert film(inside).rating == expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([rating("8.5", "name='themoviedb'")], 8.5),
        ([rating("8.5", "name='tmdb'"), rating("94", "name='tomatometerallaudience' max='100'")], 9.4),
        ([rating("4.4", "name='tomatometeravgaudience' max='5'")], 8.8),
        ([rating("8.5", "name='metacritic'")], None),
        ([], None),
    ],
)
def test_the_audience_rating_is_rotten_tomatoes_audience_else_tmdb(others, expected):
    metadata = film(ratings(rating("7.9", "name='imdb' default='true'"), *others))
    assert (metadata.rating, metadata.audience_rating) == (7.9, expected)


def test_tmdb_as_the_default_is_not_also_the_audience_rating():
    metadata = film(ratings(rating("7.9", "name='themoviedb' default='true'")))
    assert (metadata.rating, metadata.audience_rating) == (7.9, None)


@pytest.mark.parametrize(
    "inside",
    [
        "<rating>good</rating>",
        "<rating>nan</rating>",
        "<rating>1e1</rating>",
        "<rating max='10'>11</rating>",
        "<rating>101</rating>",
        "<rating max='0'>5</rating>",
        "<rating max='ten'>5</rating>",
        "<userrating>x</userrating>",
    ],
)
def test_an_unreadable_rating_is_told_with_its_line_and_the_rest_is_delivered(inside):
    document = read(f"<title>X</title>\n{inside}\n<year>1922</year>")
    assert metadata(document) == Metadata(title="X", date="1922")
    assert [problem.line for problem in document.problems] == [4]
    assert "rating>" in document.problems[0].words


# Dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2001-02-03", "2001-02-03"),
        ("2001-2-3", "2001-02-03"),
        ("2001-02-03 20:15:00", "2001-02-03"),
        ("2001-02-03T00:00:00Z", "2001-02-03"),
        ("2001/02/03", "2001-02-03"),
        ("2001. 02. 03.", "2001-02-03"),
        ("03.02.2001", "2001-02-03"),
        ("3. 2. 2001", "2001-02-03"),
        ("20010203", "2001-02-03"),
        ("25/03/2001", "2001-03-25"),
        ("03/25/2001 00:00:00", "2001-03-25"),
        ("05/05/2001", "2001-05-05"),
        ("25-03-2001", "2001-03-25"),
        ("3 Feb 2001", "2001-02-03"),
        ("Sat, 3rd February 2001 20:15", "2001-02-03"),
        ("February 3, 2001", "2001-02-03"),
        ("2001-2005", "2001"),
        ("2001 \u2013 present", "2001"),
        ("2001", "2001"),
        ("2001-02", "2001"),
        ("2001-00-00", "2001"),
        ("0000-00-00", None),
        ("1601-01-01", None),
        ("0001-01-01T00:00:00", None),
        ("0", None),
        ("N/A", None),
    ],
)
def test_a_date_is_read_in_every_form_that_means_one_day(text, expected):
    assert film(f"<premiered>{text}</premiered>").date == expected


@pytest.mark.parametrize("text", ["02-03-2001", "2001-13-01", "31.02.2001", "soon", "20011303", "13/14/2001"])
def test_a_date_that_cannot_be_read_is_told_and_the_year_is_taken(text):
    document = read(f"<premiered>{text}</premiered><year>2001</year>")
    assert metadata(document) == Metadata(date="2001")
    assert text in document.problems[0].words


@pytest.mark.parametrize("text", ["02/03/2001", "3 févr. 2001 01:00 CET", "Feb 2001"])
def test_a_date_of_an_unknown_day_is_told_and_leaves_its_year(text):
    document = read(f"<releasedate>{text}</releasedate>")
    assert metadata(document) == Metadata(date="2001")
    assert text in document.problems[0].words


@pytest.mark.parametrize(
    ("later", "date"),
    [
        ("<releasedate>1999-03-31</releasedate>", "1999-03-31"),
        ("<releasedate>2003-03-31</releasedate>", "1999"),
        ("<year>2001</year>", "1999"),
    ],
)
def test_a_year_is_made_more_precise_by_a_day_in_it(later, date):
    assert film(f"<premiered>1999</premiered>{later}").date == date


def test_the_first_day_of_a_show_does_not_make_the_year_of_an_episode_more_precise():
    (entry,) = parse(b"<episodedetails><aired>1999</aired><premiered>1999-01-01</premiered></episodedetails>").entries
    assert entry.metadata.date == "1999"


def test_a_date_that_means_unknown_makes_room_for_the_year():
    assert film("<premiered>1601-01-01</premiered><year>1999</year>").date == "1999"


# Content ratings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rated R", "R"),
        ("rated PG-13 for violence and some language", "PG-13"),
        ("Not Rated", "Not Rated"),
        ("PG-13 (some violence)", "PG-13"),
        ("TV-MA", "TV-MA"),
        ("de/16", "de/16"),
        ("US:R / DE:16", "R"),
        ("DE:16 / US:Rated PG-13", "PG-13"),
        ("DE:16 / FR:12", "de/16"),
        ("UK:15", "gb/15"),
        ("USA:R / UK:15 / Germany:16", "R"),
        ("United Kingdom:15", "gb/15"),
        ("FSK 16", "de/16"),
        ("DE:FSK 16 / DE:FSK16 / DE:16 / DE:ab 16", "de/16"),
        ("Brazil:14", "Brazil:14"),
        ("Brazil:14 / US:R", "R"),
        ("Germany:12|USA:PG-13", "PG-13"),
        ("US:PG-13, DE:12", "PG-13"),
        ("N/A", None),
        ("Rated", None),
    ],
)
def test_the_content_rating_is_the_bare_rating_of_the_american_list(text, expected):
    assert film(f"<mpaa>{text}</mpaa>").content_rating == expected


# Lists, people, identifiers
