from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.job_document import JobFormatError, parse_jobs
from core.model import Actor, Change, Field, Kind, Metadata, Picture, PictureRole, UniqueId

WHOLE = {
    "title": "Metropolis",
    "sort_title": "Metropolis 1927",
    "original_title": "Metropolis",
    "summary": "Above and below.\nA mediator.",
    "tagline": "There can be no understanding…",
    "studio": "UFA",
    "content_rating": "PG",
    "date": "1927-01-10",
    "rating": 8.3,
    "audience_rating": 9,
    "user_rating": 10,
    "genres": ["Drama", "Science Fiction"],
    "countries": ["Germany"],
    "directors": ["Fritz Lang"],
    "writers": ["Thea von Harbou"],
    "actors": [
        "Alfred Abel",
        {"name": "Brigitte Helm", "role": "Maria", "thumb": "https://example.org/helm.jpg"},
        {"name": "Gustav Fröhlich", "role": None},
    ],
    "collections": ["Silent"],
    "labels": ["seen"],
    "moods": ["dark"],
    "styles": ["expressionist"],
    "artwork": {
        "poster": "/media/a.jpg",
        "background": "https://example.org/b.jpg",
        "clear_logo": "C:\\a.png",
        "square_art": None,
    },
    "unique_ids": {"imdb": "tt0017136", "tvdb": None},
}


def job(path: object = "/media/a.mkv", **metadata: object) -> dict[str, object]:
    return {"path": path, "metadata": metadata or {"title": "A"}}


def read(document: object) -> list[Change]:
    return parse_jobs(json.dumps(document), "jobs.json")


def read_one(**metadata: object) -> Metadata:
    [change] = read(job(**metadata))
    return change.metadata


class TestAJobFromAnotherProgram:
    def test_may_carry_every_field_and_identifiers(self):
        assert set(WHOLE) == {*Field, "unique_ids"}
        assert read_one(**WHOLE) == Metadata(
            title="Metropolis",
            sort_title="Metropolis 1927",
            original_title="Metropolis",
            summary="Above and below.\nA mediator.",
            tagline="There can be no understanding…",
            studio="UFA",
            content_rating="PG",
            date="1927-01-10",
            rating=8.3,
            audience_rating=9.0,
            user_rating=10.0,
            genres=("Drama", "Science Fiction"),
            countries=("Germany",),
            directors=("Fritz Lang",),
            writers=("Thea von Harbou",),
            actors=(
                Actor("Alfred Abel"),
                Actor("Brigitte Helm", "Maria", "https://example.org/helm.jpg"),
                Actor("Gustav Fröhlich"),
            ),
            collections=("Silent",),
            labels=("seen",),
            moods=("dark",),
            styles=("expressionist",),
            artwork=(
                Picture(PictureRole.POSTER, "/media/a.jpg"),
                Picture(PictureRole.BACKGROUND, "https://example.org/b.jpg"),
                Picture(PictureRole.CLEAR_LOGO, "C:\\a.png"),
            ),
            unique_ids=(UniqueId("imdb", "tt0017136"),),
        )

    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ({}, (None, None, None)),
            ({"kind": None, "season": None, "episode": None}, (None, None, None)),
            *(({"kind": kind.value}, (kind, None, None)) for kind in Kind if kind is not Kind.TRACK),
            ({"kind": "season", "season": 0}, (Kind.SEASON, 0, None)),
            ({"kind": "episode", "season": 2, "episode": 13.0}, (Kind.EPISODE, 2, 13)),
        ],
    )
    def test_may_name_the_kind_of_its_item_and_its_numbers(self, said, meant):
        [change] = read({**job(), **said})
        assert (change.kind, change.season, change.episode) == meant

    def test_may_come_alone_or_in_a_list_and_names_its_source(self):
        one = Change("/media/a.mkv", Metadata(title="A"), "jobs.json")
        assert read(job()) == [one]
        assert read([job(), job("/media/b.mkv", title="B")]) == [
            one,
            Change("/media/b.mkv", Metadata(title="B"), "jobs.json"),
        ]
        assert read([]) == []

    def test_may_name_the_program_that_it_comes_from(self):
        found = read([{**job(), "source": name} for name in (" Radarr ", "Stash 2.0", None)])
        assert [change.source for change in found] == ["Radarr", "Stash 2.0", "jobs.json"]

    @pytest.mark.parametrize("name", ["", " ", 7, "a\nb", "/media/a", "C:\\a", "a.nfo", "n" * 61, "\ud800"])
    def test_cannot_pass_for_a_file_or_come_from_nobody(self, name):
        with pytest.raises(JobFormatError, match=r"source: found .*; allowed: the name of a program"):
            read({**job(), "source": name})

    def test_may_begin_with_the_mark_that_windows_programs_write(self):
        assert len(parse_jobs("\ufeff" + json.dumps(job()), "jobs.json")) == 1

    @pytest.mark.parametrize(
        "path",
        ["/media/a.mkv", "/media/\udce9.mkv", "C:\\Films\\a.mkv", "d:/a.mkv", "\\\\nas\\films\\a.mkv", "//nas/a"],
    )
    def test_may_name_its_file_as_any_system_does(self, path):
        assert read(job(path))[0].path == path

    def test_loses_white_space_around_its_texts_and_repeated_tags(self):
        said = read_one(title="  A\t", genres=["Drama", " Drama ", "Crime"], summary=" a\r\nb\rc\td\n")
        assert (said.title, said.genres, said.summary) == ("A", ("Drama", "Crime"), "a\nb\nc\td")

    def test_says_nothing_by_a_null(self):
        assert read_one(title="A", summary=None, genres=None, rating=None) == Metadata(title="A")

    @pytest.mark.parametrize("date", ["1927", "1927-01-10", "2024-02-29"])
    def test_may_have_a_date_or_a_year(self, date):
        assert read_one(date=date).date == date

    @pytest.mark.parametrize(
        ("document", "words"),
        [
            (7, "job 1: found 7; allowed: an object with the keys path, metadata"),
            ([job(), []], "job 2 of 2: found a list of 0; allowed: an object"),
            ({"path": "/a"}, "job 1: metadata is missing"),
            ({"metadata": {}}, "job 1: path is missing"),
            ({**job(), "titel": 1}, 'job 1: unknown key: found "titel"; allowed: path, metadata'),
            (job(None), "job 1: path: found null; allowed: the full path"),
            (job(""), "path: found"),
            (job("a.mkv"), 'path: found "a.mkv"; allowed: the full path'),
            (job("C:a.mkv"), "path: found"),
            (job("/a\n.mkv"), "path: found"),
            ({"path": "/a", "metadata": []}, "metadata: found a list of 0; allowed: an object"),
            ({"path": "/a", "metadata": {}}, "metadata: nothing is said; allowed: at least one of title"),
            (job(title=None), "metadata: nothing is said"),
            (job(titel="A"), 'metadata: unknown key: found "titel"; allowed: title, sort_title'),
            ({**job(), "kind": "film"}, 'kind: found "film"; allowed: movie, show, season, episode, artist, album'),
            ({**job(), "kind": "track"}, 'kind: found "track"'),
            ({**job(), "kind": []}, "kind: found a list of 0"),
            ({**job(), "season": 1}, "season: found 1; allowed: only in a job whose kind is season or episode"),
            ({**job(), "kind": "movie", "season": 1}, "season: found 1; allowed: only in a job whose kind"),
            (
                {**job(), "kind": "season", "season": 1, "episode": 2},
                "episode: found 2; allowed: only in a job whose kind is episode",
            ),
            (
                {**job(), "kind": "season", "season": "1"},
                'season: found "1"; allowed: a whole number from 0 to 99999',
            ),
            ({**job(), "kind": "season", "season": True}, "season: found true; allowed: a whole number"),
            ({**job(), "kind": "season", "season": 1.5}, "season: found 1.5; allowed: a whole number"),
            ({**job(), "kind": "season", "season": -1}, "season: found -1; allowed: a whole number"),
            ({**job(), "kind": "episode", "episode": 10**30}, "episode: found 1000"),
            (job(artwork="a.jpg"), 'metadata.artwork: found "a.jpg"; allowed: an object with the keys poster'),
            (job(artwork={}), "metadata.artwork: no picture is named; allowed: at least one of poster, background"),
            (job(artwork={"banner": "/a.jpg"}), 'metadata.artwork: unknown key: found "banner"; allowed: poster'),
            (job(artwork={"poster": "a.jpg"}), 'metadata.artwork.poster: found "a.jpg"; allowed: the full path'),
            (job(artwork={"poster": "ftp://a/b.jpg"}), 'metadata.artwork.poster: found "ftp://a/b.jpg"; allowed'),
            (job(artwork={"poster": "http://a b"}), 'metadata.artwork.poster: found "http://a b"; allowed'),
            (job(title="A", unique_ids=[]), "metadata.unique_ids: found a list of 0; allowed: an object such as"),
            (job(title="A", unique_ids={"imdb": 17136}), "metadata.unique_ids.imdb: found 17136; allowed: a text"),
            (job(title="A", unique_ids={"": "tt1"}), 'metadata.unique_ids: name: found ""; allowed: a text'),
            (job(title="A", unique_ids={"": None}), 'metadata.unique_ids: name: found ""; allowed: a text'),
            (job(unique_ids={"imdb": "tt1"}), "metadata: nothing is said; allowed: at least one of title"),
            (job(title=7), "metadata.title: found 7; allowed: a text"),
            (job(title=""), 'metadata.title: found ""; allowed: a text'),
            (job(title="  "), "metadata.title: found"),
            (job(title="a\nb"), 'metadata.title: found "a\\nb"; allowed: a text without control characters'),
            (job(summary="a\0b"), "metadata.summary: found"),
            (job(summary=[]), "metadata.summary: found a list of 0"),
            (job(title="\ud800"), 'metadata.title: found "\\ud800"'),
            (job(date="1927-13-01"), 'metadata.date: found "1927-13-01"; allowed: a date such as'),
            (job(date="2023-02-29"), "metadata.date: found"),
            (job(date="0000"), "metadata.date: found"),
            (job(date="27"), "metadata.date: found"),
            (job(date="19270110"), "metadata.date: found"),
            (job(date="١٩٢٧"), "metadata.date: found"),
            (job(date=1927), "metadata.date: found 1927"),
            (job(rating=10.1), "metadata.rating: found 10.1; allowed: a number from 0 to 10"),
            (job(rating=-1), "metadata.rating: found -1"),
            (job(rating="8"), 'metadata.rating: found "8"'),
            (job(rating=True), "metadata.rating: found true"),
            (job(rating=float("nan")), "metadata.rating: found NaN"),
            (job(rating=float("inf")), "metadata.rating: found Infinity"),
            (job(user_rating=0), "metadata.user_rating: found 0; allowed: a number above 0"),
            (job(genres="Drama"), 'metadata.genres: found "Drama"; allowed: a list'),
            (job(genres=[]), "metadata.genres: found a list of 0; allowed: a list with at least one entry"),
            (job(genres=["a", 7]), "metadata.genres[1]: found 7; allowed: a text"),
            (job(genres=["a", ""]), 'metadata.genres[1]: found ""'),
            (job(actors=[7]), "metadata.actors[0]: found 7; allowed: an object with the keys name, role, thumb"),
            (job(actors=[{"role": "x"}]), "metadata.actors[0].name: found null"),
            (job(actors=[{"name": "x", "rolle": "y"}]), 'metadata.actors[0]: unknown key: found "rolle"'),
            (
                job(actors=[{"name": "x", "thumb": "file:///a"}]),
                'actors[0].thumb: found "file:///a"; allowed: an address',
            ),
        ],
    )
    def test_is_refused_naming_the_job_the_key_what_was_found_and_what_is_allowed(self, document, words):
        with pytest.raises(JobFormatError) as refusal:
            read(document)
        assert str(refusal.value).startswith("jobs.json: job ")
        assert words in str(refusal.value)

    def test_is_refused_without_repeating_a_whole_novel(self):
        with pytest.raises(JobFormatError) as refusal:
            read(job(title="novel\n" * 10_000))
        assert len(str(refusal.value)) < 250

    @pytest.mark.parametrize("text", ["", "{", "nonsense", '{"path": "/a"} x', "[" * 100_000, "9" * 10_000])
    def test_that_is_not_json_is_refused(self, text):
        with pytest.raises(JobFormatError, match=r"^stdin: "):
            parse_jobs(text, "stdin")

    @given(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(),
            lambda inner: (
                st.lists(inner) | st.dictionaries(st.sampled_from([*WHOLE, "path", "metadata", "name"]), inner)
            ),
        )
    )
    def test_is_read_or_refused_but_never_breaks_anything(self, document):
        with suppress(JobFormatError):
            read(document)
