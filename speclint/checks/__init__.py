"""The checks: one module per rule, each a function from a bound document, or one expectation of it, to findings.

Owns: the rules' code (`registry`), their ids (`ids`) and their pages (`pages/`). The order in the registry is that of
the reference pages.
Never: walks a document (the binding has done it), stamps ids and severities (the engine does), or reads settings.
"""
