"""The window, one file per page and per part of it."""
