from __future__ import annotations

from xml.etree import ElementTree as ET

from core.demo import sample_library
from core.demo.simulator import PlexSimulator


def test_every_film_lies_in_its_folder_with_a_video_and_an_nfo(tmp_path):
    films = sample_library.create(tmp_path / "Movies")
    assert len(films) == 12
    for film in films:
        name = f"{film.metadata.title} ({film.metadata.date[:4]})"
        assert film.media == tmp_path / "Movies" / name / f"{name}.mkv"
        assert film.nfo == film.media.with_suffix(".nfo")
        assert 0 < film.media.stat().st_size < 1000
        assert not set(name) & set('<>:"/\\|?*')


def test_the_nfo_files_are_well_formed_and_say_what_the_films_say(tmp_path):
    for film in sample_library.create(tmp_path):
        text = film.nfo.read_text(encoding="utf-8")
        assert text.startswith('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<movie>\n')
        root = ET.fromstring(text.encode())
        wanted = film.metadata
        assert root.findtext("title") == wanted.title
        assert root.findtext("plot") == wanted.summary
        assert root.findtext("premiered") == wanted.date
        assert float(root.findtext("ratings/rating[@default='true']/value")) == wanted.rating
        assert tuple(each.text for each in root.findall("genre")) == wanted.genres
        assert tuple(each.text for each in root.findall("tag")) == wanted.labels
        assert tuple(each.text for each in root.findall("set/name")) == wanted.collections
        assert tuple((each.findtext("name"), each.findtext("role")) for each in root.findall("actor")) == tuple(
            (actor.name, actor.role) for actor in wanted.actors
        )


def test_the_films_have_what_is_easily_lost_on_the_way(tmp_path):
    words = "".join(film.nfo.read_text(encoding="utf-8") for film in sample_library.create(tmp_path))
    for trap in ("é", "ö", "œ", "Ч", "\N{EN DASH}", " &amp; ", "'", "?\n\n", "!"):
        assert trap in words


def test_creating_it_again_restores_it(tmp_path):
    (film, *_) = sample_library.create(tmp_path)
    before = film.nfo.read_bytes()
    film.nfo.write_text("edited", encoding="utf-8")
    sample_library.create(tmp_path)
    assert film.nfo.read_bytes() == before


def test_plex_knows_every_film_but_plainly_less_than_its_nfo_says(tmp_path):
    films = sample_library.create(tmp_path)
    with PlexSimulator(agent=sample_library.agent) as plex:
        plex.add_library(str(tmp_path))
        plex.scan()
        items = {plex.item(key).files[0]: plex.item(key) for key in range(1, len(films) + 1)}
    for film in films:
        item = items[str(film.media)]
        assert item.fields["title"] == film.metadata.title
        assert item.fields["summary"] != film.metadata.summary
        assert item.fields["tagline"] is None
        assert set(item.names("genre")) != set(film.metadata.genres)
        assert item.guids == (f"imdb://{film.metadata.unique_ids[0].value}",)


def test_the_agent_knows_other_films_by_their_names():
    assert sample_library.agent("/m/Somebody's Holiday (2003).mkv").metadata.title == "Somebody's Holiday"
