from __future__ import annotations

import json
from xml.etree.ElementTree import fromstring

import pytest

from core.model import Actor, Field, PictureRole
from core.plex import items

ANSWER = """
{
  "librarySectionID": "3",
  "Metadata": [
    {
      "ratingKey": "7", "title": "Film", "summary": "", "year": "2000", "rating": "6.5",
      "originallyAvailableAt": "2000-05-01",
      "Media": [{"id": "1", "Part": [{"file": "/films/Film/Film.mkv"}, {"file": "/films/Film/Film-2.mkv"}]}],
      "Genre": [{"tag": "Drama"}, {"tag": "War"}], "Country": [{"tag": "France"}],
      "Role": [
        {"tag": "Jane Doe", "role": "A Part", "thumb": "https://example.org/jane.jpg"}, {"tag": "John Doe"}
      ],
      "Field": [
        {"name": "title", "locked": true}, {"name": "genre", "locked": "1"}, {"name": "summary", "locked": false},
        {"name": "thumb", "locked": true}
      ],
      "Extras": {
        "Metadata": [
          {
            "ratingKey": "8", "title": "Trailer", "Media": [{"id": "4"}], "Genre": [{"tag": "Trailer"}],
            "Role": [{"tag": "Somebody Else"}], "Field": [{"name": "studio", "locked": true}]
          }
        ]
      }
    }
  ]
}
"""
AS_XML = """
<MediaContainer size="1" librarySectionID="3">
  <Video ratingKey="7" title="Film" summary="" year="2000" rating="6.5" originallyAvailableAt="2000-05-01">
    <Media id="1"><Part file="/films/Film/Film.mkv" /><Part file="/films/Film/Film-2.mkv" /></Media>
    <Genre tag="Drama" /><Genre tag="War" /><Country tag="France" />
    <Role tag="Jane Doe" role="A Part" thumb="https://example.org/jane.jpg" /><Role tag="John Doe" />
    <Field name="title" locked="1" /><Field name="genre" locked="1" /><Field name="summary" locked="0" />
    <Field name="thumb" locked="1" />
    <Extras>
      <Video ratingKey="8" title="Trailer">
        <Media id="4" /><Genre tag="Trailer" /><Role tag="Somebody Else" /><Field name="studio" locked="1" />
      </Video>
    </Extras>
  </Video>
</MediaContainer>
"""


@pytest.fixture
def item() -> items.PlexItem:
    (item,) = items.read_items(json.loads(ANSWER))
    return item


def test_an_item_in_xml_is_the_same_as_in_json(item: items.PlexItem) -> None:
    assert items.read_items(items.as_in_json(fromstring(AS_XML))) == (item,)


def test_an_item_is_read_in_the_order_that_plex_gives(item: items.PlexItem) -> None:
    assert (item.rating_key, item.section) == (7, 3)
    assert item.files == ("/films/Film/Film.mkv", "/films/Film/Film-2.mkv")
    assert item.metadata.title == "Film"
    assert item.metadata.summary is None
    assert item.metadata.rating == 6.5
    assert item.metadata.date == "2000-05-01"
    assert item.metadata.countries == ("France",)
    assert item.metadata.directors == ()
    assert item.metadata.actors == (
        Actor("Jane Doe", "A Part", "https://example.org/jane.jpg"),
        Actor("John Doe", None, None),
    )


def test_what_belongs_to_an_extra_is_not_the_items(item: items.PlexItem) -> None:
    assert item.metadata.genres == ("Drama", "War")
    assert len(item.metadata.actors) == 2
    assert Field.STUDIO not in item.locked


def test_only_what_is_locked_and_known_counts_as_locked(item: items.PlexItem) -> None:
    assert item.locked == {Field.TITLE, Field.GENRES}
    assert item.locked_pictures == {PictureRole.POSTER}


@pytest.mark.parametrize(
    "metadata",
    [
        5,
        [5],
        [[]],
        ["text"],
        [{"ratingKey": "x"}],
        [{"ratingKey": "9" * 5000}],
        [{"ratingKey": "7", "Genre": 5}],
        [{"ratingKey": ["7"]}],
    ],
)
def test_what_plex_never_says_is_told_by_one_error(metadata: object) -> None:
    with pytest.raises(items.Malformed):
        items.read_items({"Metadata": metadata})


@pytest.mark.parametrize("fault", [TypeError("oops"), AttributeError("oops"), ValueError("oops"), KeyError("oops")])
def test_our_own_fault_in_reading_a_good_answer_is_not_taken_for_one_of_plex(monkeypatch, fault: Exception) -> None:
    def faulty(path: str) -> str:
        raise fault

    monkeypatch.setattr(items, "normalise", faulty)
    with pytest.raises(type(fault), match="oops"):
        items.read_items(json.loads(ANSWER))
    with pytest.raises(type(fault), match="oops"):
        items.read_page(fromstring(AS_XML.replace("<Video ratingKey", '<Video type="movie" ratingKey', 1)))
