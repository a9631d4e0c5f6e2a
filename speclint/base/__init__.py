"""What everybody needs and what needs nobody: positions, diagnostics, the report, names, globs, digests."""
