"""Where changes come from: NFO files in watched folders, jobs from other programs."""
