"""What all rooms need, and what depends on none: positions, diagnostics, the report, names, globs, digests."""
