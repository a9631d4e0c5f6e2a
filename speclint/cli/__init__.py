"""The command line.

Owns: arguments, streams, exit codes.
Never: finds, reads, lints or formats; the layers below do.
"""
