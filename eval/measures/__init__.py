"""What is measured: one measure a file, with its formula and where it comes from."""
