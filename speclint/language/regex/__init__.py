"""Whether a regular expression may run on other people's text, and how long it takes."""
