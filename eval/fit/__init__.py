"""What is learned, from `dev` and from what was written for it: never from `test`."""
