from __future__ import annotations

from core.model import Actor, Field, FieldChange, Picture, PictureRole
from gui.cli_tools import as_json


def test_what_a_value_is_made_of_is_told_by_name() -> None:
    cast = FieldChange(Field.ACTORS, (), (Actor("Jane Doe", "A Part"),))
    picture = FieldChange(Field.ARTWORK, None, (Picture(PictureRole.POSTER, "/films/poster.jpg"),))
    assert as_json(cast) == {
        "field": "actors",
        "before": [],
        "after": [{"name": "Jane Doe", "role": "A Part", "thumb": None}],
    }
    assert as_json(picture)["after"] == [{"role": "poster", "location": "/films/poster.jpg"}]
    assert as_json(FieldChange(Field.GENRES, ("Drama",), ("War",)))["before"] == ["Drama"]
