"""The language server: what an editor shows of a specification while it is written.

Owns: the protocol, and the way from positions in an editor to positions in a text and back.
Never: judges. What it says, the command line says.

pygls and lsprotocol, which the extra `lsp` installs, are imported here alone.
"""
