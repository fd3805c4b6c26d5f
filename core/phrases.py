"""What the core says to a person, so that a window can say it in the person's language."""

from __future__ import annotations


def phrase(template: str, **parts: object) -> str:
    """English words: `template` with its parts in place, as `str.format` puts them there.

    They stay English in files, in the database, in the log and in the terminal, which other programs read. A window
    finds out which template they were made of, and says them anew (`gui/phrases.py`, which also tells what the names
    of the parts mean). `make translations` collects the templates from the calls, so `template` has to be a literal.
    """
    return template.format(**parts)
