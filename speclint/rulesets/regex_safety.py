"""temporary"""
import re


def check_regex(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"bad regex: {error}\n"
    return None

def example_of(pattern: str) -> str:
    return pattern
