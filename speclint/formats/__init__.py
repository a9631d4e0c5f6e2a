"""YAML, TOML and JSON with positions, and whether the code in a document parses."""
