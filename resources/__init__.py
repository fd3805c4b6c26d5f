"""What is not code: icons, desktop files, the sample library."""
