"""Fixes that a program can make: for each kind of finding a function that gives its fix, or None.

Owns: what a fix changes, and whether it is safe.
Never: applies one (`speclint.fixes.applying` does), or decides whether there is anything to fix (the checks do).

A safe fix adds what the rule set expects, as marks that still count as unfilled, or writes what exists as the rule
set does. Where it is in doubt whether the author meant that, the fix is unsafe, or there is none.
"""
