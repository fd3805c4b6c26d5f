"""What NFO files of shows, seasons, episodes, music videos, artists and albums say."""

from __future__ import annotations

import pytest

from core.model import Actor, Kind, Metadata, Picture, PictureRole, UniqueId
from core.sources.nfo import Incomplete, Malformed, NfoDocument, NfoEntry, NfoProblem, parse

DECLARED = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def entries(text: str) -> tuple[NfoEntry, ...]:
    document = parse(DECLARED + text.encode())
    assert document.problems == ()
    assert parse(text.encode()) == document
    return document.entries


def test_a_show_says_what_a_film_does_and_names_its_seasons():
    show, *seasons = entries(
        "<tvshow><title>The Vampires</title><plot>A gang.</plot><studio>Gaumont</studio>"
        "<premiered>1915-11-13</premiered>"
        "<season>10</season><episode>10</episode><actor><name>Musidora</name><role>Irma Vep</role></actor>"
        "<namedseason number='1'>The Severed Head</namedseason><namedseason number='0'>Extras</namedseason>"
        "<namedseason number='2'/><namedseason number='-1'>All</namedseason><tvdbid>77</tvdbid></tvshow>"
    )
    assert show == NfoEntry(
        Kind.SHOW,
        Metadata(
            title="The Vampires",
            summary="A gang.",
            studio="Gaumont",
            date="1915-11-13",
            actors=(Actor("Musidora", "Irma Vep"),),
            unique_ids=(UniqueId("tvdb", "77"),),
        ),
    )
    assert seasons == [
        NfoEntry(Kind.SEASON, Metadata(title="The Severed Head"), 1),
        NfoEntry(Kind.SEASON, Metadata(title="Extras"), 0),
    ]


def test_a_season_says_its_number_title_and_plot():
    [season] = entries("<season><seasonnumber>2</seasonnumber><title>Two</title><plot>More.</plot></season>")
    assert season == NfoEntry(Kind.SEASON, Metadata(title="Two", summary="More."), 2)


def test_an_episode_says_its_numbers_and_is_dated_by_the_day_it_was_aired():
    [episode] = entries(
        "<episodedetails><title>Pilot</title><season>1</season><episode>2</episode><premiered>1990-04-08</premiered>"
        "<aired>1990-04-15</aired><credits>A</credits><director>B</director><userrating>7</userrating></episodedetails>"
    )
    metadata = Metadata(title="Pilot", date="1990-04-15", writers=("A",), directors=("B",), user_rating=7.0)
    assert episode == NfoEntry(Kind.EPISODE, metadata, 1, 2)


@pytest.mark.parametrize("number", ["-1", "-2", ""])
def test_a_number_that_stands_for_unknown_is_none(number):
    [episode] = entries(f"<episodedetails><season>{number}</season><episode>{number}</episode></episodedetails>")
    assert episode == NfoEntry(Kind.EPISODE, Metadata())


EPISODE = "<episodedetails>\n<title>{0}</title>\n<season>1</season><episode>{0}</episode>\n</episodedetails>\n"


@pytest.mark.parametrize("wrapper", ["{}", "<episodes>{}</episodes>", "<xbmcmultiepisode>\n{}</xbmcmultiepisode>"])
def test_all_episodes_of_one_file_are_read_in_every_form_that_tools_write(wrapper):
    found = entries(wrapper.format(EPISODE.format(3) + EPISODE.format(4)) + "\nhttps://example.org/?a=1&b=2\n")
    assert [(each.kind, each.metadata.title, each.season, each.episode) for each in found] == [
        (Kind.EPISODE, "3", 1, 3),
        (Kind.EPISODE, "4", 1, 4),
    ]


def test_a_problem_of_the_second_episode_is_told_with_its_line_in_the_file():
    text = EPISODE.format(3) + EPISODE.format(4).replace("</season>", "</season>\n<aired>soon</aired>")
    assert [problem.line for problem in parse(text.encode()).problems] == [8]
    assert [problem.line for problem in parse(DECLARED + text.encode()).problems] == [9]


def test_a_second_episode_that_is_broken_or_cut_off_lets_nothing_of_the_file_through():
    with pytest.raises(Malformed, match=r"^line 6: Opening and ending tag mismatch"):
        parse((EPISODE.format(3) + "<episodedetails>\n<a></b></episodedetails>").encode())
    with pytest.raises(Incomplete, match="before </episodedetails>"):
        parse((EPISODE.format(3) + EPISODE.format(4)[:-9]).encode())
    with pytest.raises(Incomplete, match="before </episodes>"):
        parse(("<episodes>" + EPISODE.format(3)).encode())


def test_a_music_video_or_a_concert_is_a_film():
    [video] = entries("<musicvideo><title>Live</title><artist>A</artist><year>1990</year><plot>B</plot></musicvideo>")
    assert video == NfoEntry(Kind.MOVIE, Metadata(title="Live", date="1990", summary="B"))


def test_an_artist_says_name_and_biography_and_keeps_its_albums_out():
    [artist] = entries(
        "<artist><name>AC/DC</name><sortname>ACDC</sortname><biography>One.\nTwo.</biography><genre>Rock</genre>"
        "<style>Hard / Loud</style><mood>Wild</mood><musicBrainzArtistID>66c6-62b6</musicBrainzArtistID>"
        "<album><title>Powerage</title><year>1978</year></album></artist>"
    )
    assert artist == NfoEntry(
        Kind.ARTIST,
        Metadata(
            title="AC/DC",
            sort_title="ACDC",
            summary="One.\nTwo.",
            genres=("Rock",),
            styles=("Hard", "Loud"),
            moods=("Wild",),
            unique_ids=(UniqueId("mbid", "66c6-62b6"),),
        ),
    )


def test_an_album_says_title_review_and_label():
    [album] = entries(
        "<album><title>Powerage</title><review>Loud.</review><label>Atlantic</label><releasedate/><year>1978</year>"
        "<rating max='100'>81</rating><musicbrainzalbumid>fc80</musicbrainzalbumid></album>"
    )
    assert album == NfoEntry(
        Kind.ALBUM,
        Metadata(
            title="Powerage",
            summary="Loud.",
            studio="Atlantic",
            date="1978",
            rating=8.1,
            unique_ids=(UniqueId("mbid", "fc80"),),
        ),
    )


@pytest.mark.parametrize("kind", ["movie", "tvshow", "season", "episodedetails", "musicvideo", "artist", "album"])
def test_a_file_of_any_kind_with_nothing_but_empty_elements_says_nothing(kind):
    names = "title name plot biography review label aired year season episode seasonnumber userrating actor"
    [entry] = entries(f"<{kind}>" + "".join(f"<{name}></{name}>" for name in names.split()) + f"</{kind}>")
    assert entry.metadata == Metadata()


THUMBS = (
    "<thumb aspect='set.poster'>http://x/set.jpg</thumb><thumb aspect='banner'>http://x/banner.jpg</thumb>"
    "<thumb aspect='poster' season='1' type='season'>http://x/season.jpg</thumb><thumb>file.jpg</thumb>"
    "<thumb aspect='poster' preview='http://x/small.jpg'> http://x/1.jpg </thumb><thumb>http://x/2.jpg</thumb>"
    "<fanart><thumb>http://x/f1.jpg</thumb><thumb>http://x/f2.jpg</thumb></fanart>"
)


def test_the_first_poster_and_the_first_background_are_read_where_they_are_asked_for():
    data = f"<movie>{THUMBS}</movie>".encode()
    assert parse(data) == NfoDocument("movie", (NfoEntry(Kind.MOVIE, Metadata()),))
    assert parse(data, pictures=True).entries[0].metadata.artwork == (
        Picture(PictureRole.POSTER, "http://x/1.jpg"),
        Picture(PictureRole.BACKGROUND, "http://x/f1.jpg"),
    )


def test_a_season_name_without_a_number_is_told():
    data = b"<tvshow>\n<namedseason number='one'>A</namedseason></tvshow>"
    assert parse(data).problems == (NfoProblem(2, "<namedseason> has a number that is none: 'one'"),)
