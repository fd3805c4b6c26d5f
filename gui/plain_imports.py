"""Loads PySide6 without its eye on every other import, and without tools that only its own makers use.

PySide6 puts a function of its own in the place of `__import__`, for the sake of programs that switch its methods to
snake case (``from __feature__ import ...``, which ours does not). It has `inspect` read the source of each module that
is imported from then on, to see whether PySide6 occurs in it, and `linecache` keeps all of that: half of the time to
the icon, and a fifth of the memory.

It also compiles what generates its type stubs, at every start: another tenth of that time.
"""

from __future__ import annotations

import builtins
import linecache
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from types import ModuleType

_TOOLS = "shibokensupport.signature.lib"
_UNUSED = {"enum_sig", "pyi_generator"}


def load_qt() -> None:
    """Import PySide6, and leave all imports as they were. Call it before anything else imports PySide6."""
    plain = builtins.__import__

    def without_tools(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002  the names are Python's
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if name == _TOOLS and fromlist:
            tools = plain(_TOOLS, globals, locals, ["__name__"])
            for unused in _UNUSED.intersection(fromlist):
                setattr(tools, unused, _put_off(f"{_TOOLS}.{unused}"))
        return plain(name, globals, locals, fromlist, level)

    builtins.__import__ = without_tools
    try:
        import PySide6.QtCore  # noqa: F401, PLC0415  what this function is for
    finally:
        builtins.__import__ = plain
    linecache.clearcache()  # of the modules that PySide6 itself consists of


def _put_off(name: str) -> ModuleType:
    """A module in the place of one that PySide6 names and does not use; should it do so some day, it finds it here."""
    module = module_from_spec(ModuleSpec(name, None))

    def look_up(attribute: str) -> object:
        try:
            return getattr(import_module(name), attribute)
        except ImportError as error:  # it can be had only while PySide6 is loaded
            raise AttributeError(attribute) from error

    setattr(module, "__getattr__", look_up)  # noqa: B010  mypy knows no module that has one
    return module
