"""The set-up assistant, one file per page."""
