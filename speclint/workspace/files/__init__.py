"""Files: paths, finding them, git, reading within bounds, noticing changes, and the one way in which they are written."""
