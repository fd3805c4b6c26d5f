"""Says which system packages Qt misses, instead of a linker's error message or an abort.

`python -m gui.system_libraries` checks this computer.
"""

from __future__ import annotations

import os
import sys

_ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
}
_ON_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Library file and the Debian package it is in. A missing one of the second kind makes Qt abort the process."""


def missing_packages(*, x11: bool) -> list[str]:
    """The Debian packages that have to be installed before Qt can start; always empty elsewhere than on Linux.

    Args:
        x11: Whether Qt is going to talk to an X server.
    """
    if not sys.platform.startswith("linux"):
        return []
    wanted = {**_ALWAYS, **(_ON_X11 if x11 else {})}
    return [package for library, package in wanted.items() if not _loads(library)]


def talks_to_x11() -> bool:
    """Whether Qt is going to talk to an X server."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    return platform == "xcb" or (not platform and bool(os.environ.get("DISPLAY")))


def advice() -> str:
    """What to install, as a sentence with a command; empty when nothing is missing."""
    packages = missing_packages(x11=talks_to_x11())
    if not packages:
        return ""
    return (
        "Qt needs some libraries that are not on this computer. On Debian or Ubuntu install them with\n"
        f"    sudo apt-get install {' '.join(packages)}"
    )


def _loads(library: str) -> bool:
    import ctypes  # noqa: PLC0415  needed where something is missing, and slow to load

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def main() -> int:
    """Exit status 1 and the advice on standard error when something is missing."""
    text = advice()
    if text:
        print(text, file=sys.stderr)  # noqa: T201  a command that speaks to a person
    return 1 if text else 0


if __name__ == "__main__":
    sys.exit(main())
