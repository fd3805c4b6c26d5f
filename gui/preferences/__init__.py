"""The preferences, one file per page."""
