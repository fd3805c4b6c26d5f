"""The published schema of jobs and the reader of jobs say the same."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from core.delivery.job_document import JobFormatError, parse_jobs
from core.model import Field, Kind, PictureRole

SCHEMA = json.loads(resources.files("resources").joinpath("job.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
CALENDAR = ("1927-02-29", "1927-02-30", "1927-04-31")
"""Dates that no pattern tells from real ones: the reader alone refuses them."""

NOTHING = st.none()
TEXTS = st.sampled_from(
    ["A", " A\t", "a b", "Ä 漢 😀", "\u00a0x\u2003", "a\nb", "a\r\nb", "a\tb", "a\x00", "\x7f", "", " ", "\n", "\ud800"]
) | st.text(max_size=5)
PATHS = (
    st.sampled_from(
        ["/a", "/a/\udce9.mkv", "C:\\a", "c:/a", "C:a", "\\\\nas\\a", "\\\\", "\\\\\\a", "//n", "a", "", "/a\n", " /a"]
    )
    | TEXTS
)
ADDRESSES = st.sampled_from(
    [
        "http://a",
        "https://a/b?c",
        "https://",
        "http:///a",
        "http://a b",
        "http://a\n",
        "HTTP://a",
        " http://a",
        "ftp://a",
    ]
)
NUMBERS = st.sampled_from([0, 1, 2, 1.0, 1.5, -1, 10, 10.1, 99_999, 100_000, 10**30, True, "1"])
DATES = st.sampled_from(
    ["1927", " 1927 ", "1927-01-10", "0000", "0000-01-01", "0001-01-01", "1927-13-01", "1927-00-10", "1927-01-32",
     "27", "19270110", "١٩٢٧", "1927-01-10\n", "", 1927]
)  # fmt: skip
TAGS = st.lists(TEXTS | NOTHING, max_size=2)
ACTORS = st.lists(
    TEXTS
    | st.fixed_dictionaries({"name": TEXTS}, optional={"role": TEXTS | NOTHING, "thumb": ADDRESSES | NOTHING})
    | st.dictionaries(st.sampled_from(["name", "role", "rolle"]), TEXTS | NOTHING),
    max_size=2,
)
ARTWORK = st.dictionaries(st.sampled_from([*PictureRole, "banner"]), PATHS | ADDRESSES | NOTHING, max_size=3)
IDS = st.dictionaries(TEXTS, TEXTS | NOTHING | NUMBERS, max_size=2)
RATINGS = (Field.RATING, Field.AUDIENCE_RATING, Field.USER_RATING)
LISTS = (Field.GENRES, Field.COUNTRIES, Field.DIRECTORS, Field.WRITERS)
VALUES = {
    **dict.fromkeys(map(str, Field), TEXTS),
    **dict.fromkeys(map(str, RATINGS), NUMBERS),
    **dict.fromkeys(map(str, (*LISTS, Field.COLLECTIONS, Field.LABELS, Field.MOODS, Field.STYLES)), TAGS),
    "date": DATES,
    "actors": ACTORS,
    "artwork": ARTWORK,
    "unique_ids": IDS,
    "titel": TEXTS,
}
METADATA = st.lists(st.sampled_from(sorted(VALUES)), min_size=0, max_size=2, unique=True).flatmap(
    lambda keys: st.fixed_dictionaries({key: NOTHING | VALUES[key] | VALUES[key] | TAGS | NUMBERS for key in keys})
)
PLACES = {
    "kind": st.sampled_from([*map(str, Kind), None, "film", 1, "season", "episode"]),
    "season": NUMBERS | NOTHING,
    "episode": NUMBERS | NOTHING,
    "source": st.sampled_from(["Radarr", "a/b", "a\\b", "x.nfo", "x.NFO ", "x.nfo.py", "n" * 60, " n" + "n" * 60, 7])
    | TEXTS
    | NOTHING,
}
JOBS = st.fixed_dictionaries({"path": st.just("/a.mkv") | PATHS, "metadata": METADATA}) | st.fixed_dictionaries(
    {"path": st.just("/a.mkv"), "metadata": st.just({"title": "A"})}, optional=PLACES
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*VALUES, "path", "metadata"]), inner),
    max_leaves=5,
)


def reads(document: object) -> bool:
    try:
        parse_jobs(json.dumps(document), "test")
    except JobFormatError:
        return False
    return True


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_key_of_the_schema_is_explained() -> None:
    job, metadata = SCHEMA["$defs"]["job"], SCHEMA["$defs"]["metadata"]
    for key, said in {**job["properties"], **metadata["properties"]}.items():
        referred = SCHEMA["$defs"].get(said.get("$ref", "").rpartition("/")[2], {})
        assert said.get("description") or referred.get("description"), key
    assert set(metadata["properties"]) == {*Field, "unique_ids"}


@settings(max_examples=1_500)
@given(JOBS | st.lists(JOBS, max_size=2) | ANYTHING)
def test_what_the_one_accepts_the_other_accepts(document: object) -> None:
    accepted = reads(document)
    event("accepted" if accepted else "refused")
    assert VALIDATOR.is_valid(document) is accepted


@pytest.mark.parametrize("date", CALENDAR)
def test_of_the_calendar_the_schema_knows_less(date: str) -> None:
    document = {"path": "/a", "metadata": {"date": date}}
    assert (VALIDATOR.is_valid(document), reads(document)) == (True, False)
