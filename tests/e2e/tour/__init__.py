"""Takes the pictures of the documentation from the real application, on a virtual screen with a real panel.

Run it with ``make screenshots``; it needs the Debian packages trayer, openbox, dunst, xdotool and imagemagick besides
those of the tests.
"""
