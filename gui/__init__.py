"""Everything Qt: the tray, the window, the thread the worker runs on, and the command line that starts them."""
