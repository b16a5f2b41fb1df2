"""How fast it is, against the plain libraries: `python -m eval speed`."""
