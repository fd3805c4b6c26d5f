"""What a library can be filtered by, as ``includeMeta=1`` shows it: plexapi asks for it before it filters."""

from __future__ import annotations

from core.demo.simulator.documents import Element
from core.demo.simulator.kinds import KINDS, FieldType, Kind
from core.demo.simulator.records import Section

_TYPES = {
    FieldType.TEXT: "string",
    FieldType.NUMBER: "integer",
    FieldType.INTEGER: "integer",
    FieldType.DATE: "date",
}
_OPERATORS = {
    "tag": {"=": "is", "!=": "is not"},
    "integer": {"=": "is", "!=": "is not", ">>=": "is greater than", "<<=": "is less than"},
    "string": {
        "=": "contains",
        "!=": "does not contain",
        "==": "is",
        "!==": "is not",
        "<=": "begins with",
        ">=": "ends with",
    },
    "date": {"<<=": "is before", ">>=": "is after"},
}


def filters(section: Section) -> list[Element]:
    """The element ``Meta`` of a library's listings."""
    kinds = [kind for kind in KINDS.values() if kind.section_type == section.type]
    types = [_type(section, kind) for kind in kinds]
    operators = [
        Element(
            "FieldType",
            {"type": name},
            [Element("Operator", {"key": key, "title": title}) for key, title in known.items()],
        )
        for name, known in _OPERATORS.items()
    ]
    return [Element("Meta", {}, [*types, *operators])]


def _type(section: Section, kind: Kind) -> Element:
    prefix = "" if kind.name == "movie" else f"{kind.name}."
    fields = [(name, "tag") for name in kind.tags] + [(name, _TYPES[found]) for name, found in kind.fields.items()]
    return Element(
        "Type",
        {
            "key": f"/library/sections/{section.key}/all?type={kind.number}",
            "type": kind.name,
            "title": kind.view.removeprefix("All "),
            "active": kind.parent is None,
        },
        [Element("Field", {"key": f"{prefix}{name}", "title": name, "type": found}) for name, found in fields],
    )
