"""Files in the manner of the tools that write them say what their owner sees there, without a problem."""

from __future__ import annotations

import pytest

from core.model import Actor, Kind, Metadata, UniqueId
from core.sources.nfo import NfoEntry, parse

IMDB, TMDB = UniqueId("imdb", "tt0017136"), UniqueId("tmdb", "19")
FILM = Metadata(
    title="Metropolis",
    original_title="Metropolis (Urfassung)",
    summary="Above and below.",
    studio="UFA",
    content_rating="PG",
    date="1927-01-10",
    rating=8.3,
    genres=("Drama", "Science Fiction"),
    countries=("Germany",),
    directors=("Fritz Lang",),
    writers=("Thea von Harbou",),
    actors=(Actor("Brigitte Helm", "Maria / The Machine"), Actor("Gustav Fröhlich", "Freder")),
    unique_ids=(IMDB, TMDB),
)


def only(text: str) -> NfoEntry:
    document = parse(text.encode())
    assert document.problems == ()
    (entry,) = document.entries
    return entry


def test_jellyfin_writes_writers_twice_and_producers_as_actors() -> None:
    entry = only("""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<movie>
  <plot><![CDATA[Above and below.]]></plot>
  <outline>Above.</outline>
  <lockdata>false</lockdata>
  <dateadded>2024-02-11 18:03:21</dateadded>
  <title>Metropolis</title>
  <originaltitle>Metropolis (Urfassung)</originaltitle>
  <director>Fritz Lang</director>
  <writer>Thea von Harbou</writer>
  <credits>Thea von Harbou</credits>
  <rating>8.3</rating>
  <year>1927</year>
  <mpaa>PG</mpaa>
  <customrating>XXX</customrating>
  <imdbid>tt0017136</imdbid>
  <tmdbid>19</tmdbid>
  <premiered>1927-01-10</premiered>
  <releasedate>1927-01-10</releasedate>
  <criticrating>97</criticrating>
  <runtime>149</runtime>
  <country>Germany</country>
  <genre>Drama</genre>
  <genre>Science Fiction</genre>
  <studio>UFA</studio>
  <studio>Parufamet</studio>
  <art><poster>/media/Metropolis/poster.jpg</poster></art>
  <actor><name>Brigitte Helm</name><role>Maria / The Machine</role><type>Actor</type><sortorder>0</sortorder>
    <thumb>/config/metadata/People/B/Brigitte Helm/folder.jpg</thumb></actor>
  <actor><name>Gustav Fröhlich</name><role>Freder</role><type>Actor</type><sortorder>1</sortorder></actor>
  <actor><name>Erich Pommer</name><role>Producer</role><type>Producer</type></actor>
  <id>tt0017136</id>
  <fileinfo><streamdetails><video><codec>h264</codec></video></streamdetails></fileinfo>
</movie>""")
    assert entry == NfoEntry(Kind.MOVIE, FILM)


def test_tinymediamanager_writes_a_certification_in_all_its_forms() -> None:
    entry = only("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!--created on 2024-02-11 18:03:21 - tinyMediaManager 5.0-->
<movie>
  <title>Metropolis</title>
  <originaltitle>Metropolis (Urfassung)</originaltitle>
  <sorttitle/>
  <epbookmark/>
  <year>1927</year>
  <ratings>
    <rating default="false" max="100" name="metacritic"><value>98.0</value><votes>14</votes></rating>
    <rating default="true" max="10" name="imdb"><value>8.3</value><votes>188000</votes></rating>
    <rating default="false" max="10" name="themoviedb"><value>8.1</value><votes>2900</votes></rating>
  </ratings>
  <userrating>9.0</userrating>
  <top250>118</top250>
  <set><name>Silent Futures</name><overview>Machines.</overview></set>
  <plot>Above and below.</plot>
  <outline>Above and below.</outline>
  <tagline/>
  <runtime>149</runtime>
  <thumb aspect="poster">https://image.tmdb.org/t/p/original/a.jpg</thumb>
  <fanart><thumb>https://image.tmdb.org/t/p/original/b.jpg</thumb></fanart>
  <mpaa>DE:FSK 6 / DE:FSK6 / DE:6 / DE:ab 6</mpaa>
  <certification>DE:FSK 6 / DE:FSK6 / DE:6 / DE:ab 6</certification>
  <id>tt0017136</id>
  <tmdbid>19</tmdbid>
  <uniqueid default="false" type="tmdb">19</uniqueid>
  <uniqueid default="true" type="imdb">tt0017136</uniqueid>
  <country>Germany</country>
  <status/>
  <premiered>1927-01-10</premiered>
  <watched>false</watched>
  <playcount>0</playcount>
  <genre>Drama</genre>
  <genre>Science Fiction</genre>
  <studio>UFA</studio>
  <credits tmdbid="1">Thea von Harbou</credits>
  <director tmdbid="2">Fritz Lang</director>
  <tag>restored</tag>
  <actor><name>Brigitte Helm</name><role>Maria / The Machine</role><profile>https://example.org</profile></actor>
  <actor><name>Gustav Fröhlich</name><role>Freder</role></actor>
  <producer><name>Erich Pommer</name></producer>
  <trailer/>
  <languages>German</languages>
  <dateadded>2024-02-11 18:03:21</dateadded>
  <source>BLURAY</source>
  <edition>NONE</edition>
  <original_filename>metropolis.mkv</original_filename>
  <user_note/>
</movie>""")
    more = {"content_rating": "de/6", "audience_rating": 8.1, "user_rating": 9.0, "labels": ("restored",)}
    ids = (TMDB, IMDB)
    assert entry == NfoEntry(Kind.MOVIE, FILM._replace(collections=("Silent Futures",), unique_ids=ids, **more))


def test_ember_writes_lists_in_one_element_and_sets_in_one_more() -> None:
    entry = only("""<?xml version="1.0" encoding="utf-8"?>
<movie xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <id TMDB="19">tt0017136</id>
  <title>Metropolis</title>
  <originaltitle>Metropolis (Urfassung)</originaltitle>
  <year>1927</year>
  <releasedate>1927-01-10</releasedate>
  <rating>8,3</rating>
  <votes>188.000</votes>
  <mpaa>Rated PG</mpaa>
  <certification>USA:PG / Germany:6</certification>
  <genre>Drama / Science Fiction</genre>
  <studio>UFA / Parufamet</studio>
  <country>Germany</country>
  <director>Fritz Lang</director>
  <credits>Thea von Harbou</credits>
  <plot>Above and below.</plot>
  <sets><set order="1">Silent Futures</set></sets>
  <actor><name>Brigitte Helm</name><role>Maria / The Machine</role><order>0</order></actor>
  <actor><name>Gustav Fröhlich</name><role>Freder</role><order>1</order></actor>
  <tmdb>19</tmdb>
</movie>""")
    assert entry.metadata == FILM._replace(collections=("Silent Futures",))


def test_radarr_puts_an_address_behind_the_element() -> None:
    entry = only("""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<movie>
  <title>Metropolis</title>
  <originaltitle>Metropolis (Urfassung)</originaltitle>
  <sorttitle>metropolis</sorttitle>
  <ratings>
    <rating name="imdb" max="10" default="true"><value>8.3</value><votes>188000</votes></rating>
    <rating name="themoviedb" max="10"><value>8.1</value><votes>2900</votes></rating>
    <rating name="rottenTomatoes" max="100"><value>97</value><votes>0</votes></rating>
  </ratings>
  <rating>8.3</rating>
  <criticrating>97</criticrating>
  <userrating />
  <top250 />
  <plot>Above and below.</plot>
  <runtime>149</runtime>
  <mpaa>PG</mpaa>
  <uniqueid type="imdb" default="true">tt0017136</uniqueid>
  <tmdbid>19</tmdbid>
  <genre>Drama</genre>
  <genre>Science Fiction</genre>
  <country>Germany</country>
  <set tmdbcolid="7"><name>Silent Futures</name></set>
  <credits>Thea von Harbou</credits>
  <director>Fritz Lang</director>
  <premiered>1927-01-10</premiered>
  <year>1927</year>
  <studio>UFA</studio>
  <actor><name>Brigitte Helm</name><role>Maria / The Machine</role><order>0</order></actor>
  <actor><name>Gustav Fröhlich</name><role>Freder</role><order>1</order></actor>
</movie>
https://www.themoviedb.org/movie/19
https://www.imdb.com/title/tt0017136""")
    film = FILM._replace(sort_title="metropolis", audience_rating=8.1, collections=("Silent Futures",))
    assert entry.metadata == film


def test_stash_exporters_rate_in_percent_and_give_performers_no_role() -> None:
    entry = only("""<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<movie>
    <name>A Scene</name>
    <title>A Scene</title>
    <originaltitle>A Scene</originaltitle>
    <sorttitle></sorttitle>
    <criticrating></criticrating>
    <rating>N/A</rating>
    <userrating>80</userrating>
    <plot><![CDATA[Two & a half.]]></plot>
    <premiered>2021-05-06</premiered>
    <releasedate>2021-05-06</releasedate>
    <year>2021</year>
    <studio>A Studio</studio>
    <uniqueid type="stash">12</uniqueid>
    <thumb aspect="poster">http://localhost:9999/scene/12/screenshot</thumb>
    <actor><name>Somebody</name><role></role><order>0</order><type>Actor</type><thumb>http://localhost/p</thumb></actor>
    <genre>A Tag</genre>
    <tag>A Tag</tag>
</movie>""")
    assert entry.metadata == Metadata(
        title="A Scene",
        original_title="A Scene",
        summary="Two & a half.",
        studio="A Studio",
        date="2021-05-06",
        user_rating=8.0,
        genres=("A Tag",),
        labels=("A Tag",),
        actors=(Actor("Somebody", None, "http://localhost/p"),),
        unique_ids=(UniqueId("stash", "12"),),
    )


def test_converters_of_downloaded_videos_take_the_date_as_it_is_and_count_by_it() -> None:
    entry = only("""<?xml version="1.0" encoding="UTF-8"?>
<episodedetails>
  <title>How &amp; why</title>
  <showtitle>A Channel</showtitle>
  <uniqueid type="youtube" default="true">dQw4w9WgXcQ</uniqueid>
  <plot>First line.
Second: https://example.org/?a=1&amp;b=2</plot>
  <aired>20240131</aired>
  <season>2024</season>
  <episode>13101</episode>
  <genre>YouTube</genre>
</episodedetails>""")
    metadata = Metadata(
        title="How & why",
        summary="First line.\nSecond: https://example.org/?a=1&b=2",
        date="2024-01-31",
        genres=("YouTube",),
        unique_ids=(UniqueId("youtube", "dQw4w9WgXcQ"),),
    )
    assert entry == NfoEntry(Kind.EPISODE, metadata, 2024, 13101)


@pytest.mark.parametrize("wrapper", ["", "xbmcmultiepisode", "multiepisodenfo", "episodes", "xbmc_compatible_nfo"])
def test_several_episodes_come_one_after_the_other_or_in_a_wrapper(wrapper) -> None:
    episodes = "".join(
        f"<episodedetails>\n <title>Part {n}</title>\n <season>1</season>\n <episode>{n}</episode>\n"
        f" <aired>1990-04-{n:02}</aired>\n <watched>false</watched>\n <rating>7.5</rating>\n</episodedetails>\n"
        for n in (1, 2)
    )
    text = f"<{wrapper}>\n{episodes}</{wrapper}>" if wrapper else episodes
    document = parse(text.encode())
    assert document.problems == ()
    assert [(entry.metadata.title, entry.season, entry.episode) for entry in document.entries] == [
        ("Part 1", 1, 1),
        ("Part 2", 1, 2),
    ]


def test_lidarr_names_an_artist_by_its_title_and_dates_an_album_as_its_computer_does() -> None:
    artist = only(
        "<artist><title>Can</title><rating>9</rating><biography>From Cologne.</biography><outline>x</outline></artist>"
    )
    assert artist == NfoEntry(Kind.ARTIST, Metadata(title="Can", summary="From Cologne.", rating=9.0))
    album = only(
        "<album><title>Ege Bamyasi</title><rating>8.6</rating>"
        "<musicbrainzalbumid>0f5f2bd0-3f0c-3f55-9f3c-1f7b1b1f6f4d</musicbrainzalbumid>"
        "<artistdesc>From Cologne.</artistdesc><releasedate>11/29/1972</releasedate></album>"
    )
    ids = (UniqueId("mbid", "0f5f2bd0-3f0c-3f55-9f3c-1f7b1b1f6f4d"),)
    assert album.metadata == Metadata(title="Ege Bamyasi", date="1972-11-29", rating=8.6, unique_ids=ids)


def test_a_handwritten_file_may_do_with_less() -> None:
    entry = only("<movie><title>Home</title><actor>Mum</actor><actor> Dad </actor><writer>Us</writer></movie>")
    assert entry.metadata == Metadata(title="Home", writers=("Us",), actors=(Actor("Mum"), Actor("Dad")))
