from __future__ import annotations

from urllib.parse import parse_qsl, unquote

import pytest

from core.model import Actor, Field, Metadata
from core.plex.edits import FieldChange, differences, edits_for, missing
from core.plex.exchange import is_quoted
from core.plex.items import PlexItem

EVERY_FIELD = frozenset(Field)


def item(**values: object) -> PlexItem:
    return PlexItem(1, 1, Metadata(**values), frozenset(), ("/media/a.mkv",))


def parameters(wanted: Metadata, present: PlexItem) -> dict[str, str]:
    edits = edits_for(differences(wanted, present, EVERY_FIELD))
    assert len(edits) <= 1
    return dict(parse_qsl(edits[0].query)) if edits else {}


def test_a_field_that_the_source_does_not_name_is_left_alone() -> None:
    assert differences(Metadata(), item(title="Old", genres=("Drama",)), EVERY_FIELD) == ()


def test_an_equal_item_needs_no_edit() -> None:
    same = {"title": "T", "rating": 7.5, "genres": ("A", "B"), "actors": (Actor("Jane", "Hero"),)}
    assert differences(Metadata(**same), item(**same), EVERY_FIELD) == ()


def test_every_written_field_is_locked() -> None:
    wanted = Metadata(title="New", summary="Text", genres=("Drama",), actors=(Actor("Jane"),))
    sent = parameters(wanted, item(title="Old"))
    assert {name for name in sent if name.endswith(".locked")} == {
        "title.locked", "summary.locked", "genre.locked", "actor.locked",
    }  # fmt: skip
    assert set(sent.values()) >= {"New", "Text", "Drama", "Jane", "1"}


def test_a_switched_off_field_is_not_written() -> None:
    changes = differences(Metadata(title="New", summary="Text"), item(), EVERY_FIELD - {Field.TITLE})
    assert [change.field for change in changes] == [Field.SUMMARY]


def test_genres_are_replaced_and_no_name_is_both_added_and_removed() -> None:
    sent = parameters(Metadata(genres=("Drama", "War")), item(genres=("Old", "drama", "R&B, Soul")))
    assert [sent["genre[0].tag.tag"], sent["genre[1].tag.tag"]] == ["Drama", "War"]
    assert [unquote(name) for name in sent["genre[].tag.tag-"].split(",")] == ["Old", "R&B, Soul"]
    assert sent["genre[].tag.tag-"] == "Old,R%26B%2C%20Soul"


@pytest.mark.parametrize(("field", "name"), [("collections", "collection"), ("labels", "label")])
def test_collections_and_labels_are_added_and_others_left_alone(field: str, name: str) -> None:
    sent = parameters(Metadata(**{field: ("New", "KEPT")}), item(**{field: ("Kept", "Mine")}))
    assert [sent[f"{name}[{index}].tag.tag"] for index in range(3)] == ["Kept", "Mine", "New"]
    assert f"{name}[].tag.tag-" not in sent


def test_a_change_of_case_alone_is_not_written_for_ever() -> None:
    assert differences(Metadata(genres=("DRAMA",)), item(genres=("Drama",)), EVERY_FIELD) == ()


def test_actors_carry_role_and_portrait_and_dropped_ones_are_removed() -> None:
    wanted = Metadata(actors=(Actor("Jane Doe", "Hero", "http://pictures/jane.jpg"), Actor("Joe", "Villain")))
    sent = parameters(wanted, item(actors=(Actor("Joe", "Old part"), Actor("Gone"))))
    assert sent == {
        "actor[0].tag.tag": "Jane Doe", "actor[0].tagging.text": "Hero",
        "actor[0].tagging.thumb": "http://pictures/jane.jpg",
        "actor[1].tag.tag": "Joe", "actor[1].tagging.text": "Villain",
        "actor[].tag.tag-": "Gone", "actor.locked": "1",
    }  # fmt: skip


def test_an_actor_with_two_parts_is_one_entry_with_both() -> None:
    wanted = Metadata(actors=(Actor("Jane", "Hero"), Actor("jane", "Twin")))
    (change,) = differences(wanted, item(), EVERY_FIELD)
    assert change.after == (Actor("Jane", "Hero / Twin"),)


def test_portraits_alone_are_no_difference_because_plex_rewrites_their_addresses() -> None:
    wanted = Metadata(actors=(Actor("Jane", "Hero", "http://here/a.jpg"),))
    assert differences(wanted, item(actors=(Actor("Jane", "Hero", "https://plex/b.jpg"),)), EVERY_FIELD) == ()


def test_a_bare_year_leaves_a_full_date_of_that_year_alone() -> None:
    assert differences(Metadata(date="1927"), item(date="1927-01-10"), EVERY_FIELD) == ()
    (change,) = differences(Metadata(date="1927"), item(date="1926-01-10"), EVERY_FIELD)
    assert change == FieldChange(Field.DATE, "1926-01-10", "1927-01-01")


@pytest.mark.parametrize(("shown", "arrived"), [(7.5, True), (7.4499998092651367, True), (7.6, False), (None, False)])
def test_a_rating_has_arrived_when_plex_shows_it_rounded(shown: float | None, arrived: bool) -> None:
    changes = differences(Metadata(rating=7.45), item(), EVERY_FIELD)
    assert (missing(changes, item(rating=shown)) == ()) is arrived


def test_the_user_rating_is_not_part_of_the_edit() -> None:
    changes = differences(Metadata(user_rating=8.0), item(), EVERY_FIELD)
    assert [change.field for change in changes] == [Field.USER_RATING]
    assert edits_for(changes) == []


def test_what_did_not_stick_is_named() -> None:
    changes = differences(Metadata(title="New", summary="Text"), item(title="Old"), EVERY_FIELD)
    assert missing(changes, item(title="New", summary="Other")) == (Field.SUMMARY,)


def test_one_edit_carries_all_fields_unless_its_url_would_be_unreasonably_long() -> None:
    long = Metadata(summary="ä" * 4_000, genres=("Drama",), actors=tuple(Actor(f"Person {n}") for n in range(300)))
    edits = edits_for(differences(long, item(), EVERY_FIELD))
    assert len(edits) == 2
    locked = sorted(name for edit in edits for name, _ in parse_qsl(edit.query) if name.endswith(".locked"))
    assert locked == ["actor.locked", "genre.locked", "summary.locked"]
    assert [field.field for edit in edits for field in edit.changes] == [Field.SUMMARY, Field.GENRES, Field.ACTORS]


def test_the_query_of_an_edit_can_be_sent_as_it_is() -> None:
    wanted = Metadata(title="A & B: 100 % [1]+1?", genres=("Café", "Sci-Fi"), actors=(Actor("Ærø", "“Me”", None),))
    ((query, _),) = edits_for(differences(wanted, item(genres=("War, cold",)), EVERY_FIELD))
    assert is_quoted(f"/library/sections/1/all?{query}")
    assert query.startswith(
        "title.value=A+%26+B%3A+100+%25+%5B1%5D%2B1%3F&title.locked=1&genre%5B0%5D.tag.tag=Caf%C3%A9&"
    )
