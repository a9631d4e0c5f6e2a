"""What is said about broken YAML, and where."""

from __future__ import annotations

import pytest

from speclint.formats.yaml import read_yaml

# text, place of the error (`line:column-column` or `line:column-line:column`), message
BROKEN = {
    "colon in a value": ("key: a: b", "1:7-8", "A value without quotes cannot contain `: `"),
    "colon in a url": ("url: http://x: y", "1:14-15", "A value without quotes cannot contain `: `"),
    "colon in a later value": ("a: 1\nb:\n  - c: d: e\n", "3:9-10", "A value without quotes cannot contain `: `"),
    "keys below a value": (
        "key: value\n  sub: 1",
        "2:3-6",
        "This line is indented as if it continued the value of `key: value`",
    ),
    "keys below a longer value": (
        "key: one\n  two\n  sub: 1",
        "3:3-6",
        "This line is indented as if it continued the value of `key: one`",
    ),
    "keys below a list item": (
        "- a\n  b: 1",
        "2:3-4",
        "This line is indented as if it continued the value of `- a`",
    ),
    "keys below a quoted value": (
        'a: "b"\n  c: 2',
        "2:3-4",
        'This line is indented below `a: "b"`, which has a value already',
    ),
    "no space after the first colon": ("key:value\nother: 1", "1:4-5", "A space is missing after this colon"),
    "no space after a colon": ("a: 1\nb:2\nc: 3", "2:2-3", "A space is missing after this colon"),
    "no space at the end": ("a: 1\nb:2\n", "2:2-3", "A space is missing after this colon"),
    "no space after a quoted key": ('"a":b\n"c": d', "1:4-5", "A space is missing after this colon"),
    "plain line first": ("foo\nbar: 1", "1:1-4", "`foo` is neither `key: value` nor a list item"),
    "plain line before a list": ("foo\n- a\n- b\nbar: 1", "1:1-4", "`foo` is neither `key: value` nor a list item"),
    "plain line among keys": ("a: 1\nfoo bar\nb: 2", "2:1-8", "`foo bar` is neither `key: value` nor a list item"),
    "plain line among inner keys": (
        "a:\n  b: 1\n  foo # x\n",
        "3:3-10",
        "`foo` is neither `key: value` nor a list item",
    ),
    "at sign": ("k: @x", "1:4-5", "Text without quotes cannot start with `@`"),
    "backtick": ("k: `x`", "1:4-5", "Text without quotes cannot start with a backtick"),
    "per cent": ("k: %x", "1:4-5", "Text without quotes cannot start with `%`"),
    "comma": ("k: ,x", "1:4-5", "Text without quotes cannot start with `,`"),
    "closing bracket": ("k: ]x", "1:4-5", "Text without quotes cannot start with `]`"),
    "question mark": ("k: ? a", "1:4-5", "Text without quotes cannot start with `? `"),
    "key with an at sign": ("a: 1\n@b: 2", "2:1-2", "Text without quotes cannot start with `@`"),
    "tab before a key": ("a:\n\tb: 1", "2:1-2", "A tab indents this line; YAML allows only spaces there"),
    "tabs and spaces": ("a:\n  \t\tb: 1", "2:3-5", "A tab indents this line; YAML allows only spaces there"),
    "tab after a dash": ("-\ta: 1", "1:2-3", "A tab indents this line; YAML allows only spaces there"),
    "tab in a value": ("a: b\tc", "1:5-6", "A value without quotes cannot contain a tab"),
    "open single quote": ("k: 'abc\nd: 1", "1:4-5", "The quote that opens here is never closed"),
    "open double quote": ('a: b\nk: "abc', "2:4-5", "The quote that opens here is never closed"),
    "quote up to a new document": ('k: "abc\n---\nd', "1:4-5", "The quote that opens here is never closed"),
    "apostrophe": ("k: 'it's'", "1:8-9", "Text follows the closing quote of a value"),
    "text after a quote": ('k: "a" b', "1:8-9", "Text follows the closing quote of a value"),
    "two quoted values": ('k: "a", "b"', "1:7-8", "Text follows the closing quote of a value"),
    "open bracket": ("k: [a, b", "1:4-5", "The `[` that opens here is never closed"),
    "open bracket before a key": ("k: [a, b\nother: 1", "1:4-5", "The `[` that opens here is never closed"),
    "open bracket and comma": ("k: [a,", "1:4-5", "The `[` that opens here is never closed"),
    "open brace": ("k: {a: 1\n", "1:4-5", "The `{` that opens here is never closed"),
    "inner bracket": ("k: [a, [b]\n", "1:4-5", "The `[` that opens here is never closed"),
    "wrong closing": ("k: [a, b}", "1:9-10", "`}` cannot close the `[` that is open"),
    "comma missing": ('k: ["a" "b"]', "1:9-10", "A comma or the closing `]` is missing before this"),
    "comma missing on a line": (
        "k: {\n  a: 1\n  b: 2\n}",
        "3:4-5",
        "A comma or the closing `}` is missing before this",
    ),
    "two commas": ("k: [a, , b]", "1:8-9", "A value is missing before `,`"),
    "two colons in braces": ("k: {a: b: c}", "1:9-10", "A second `:` in one entry"),
    "text after a list": ("k: [a] b", "1:8-9", "Text follows the `]` that ends a value"),
    "two lists": ("[a] [b]", "1:5-6", "Text follows the `]` that ends a value"),
    "indentation between two levels": (
        "a:\n    b: 1\n  c: 2",
        "3:3-4",
        "The indentation of this line fits no line above it",
    ),
    "smaller indentation than the first": (
        "  a: 1\nb: 2",
        "2:1-2",
        "The indentation of this line fits no line above it",
    ),
    "key after list items": ("- a\nb: 1", "2:1-2", "Found a `key: value` line where a list item is expected"),
    "list item after keys": ("a: 1\n- b", "2:1-2", "Found a list item where a `key: value` line is expected"),
    "stray bracket": ("a: 1\n]", "2:1-2", "`]` has no opening bracket"),
    "list on the line of its key": ("k: - a", "1:4-5", "A list cannot start here"),
    "lone star": (
        "k: * a",
        "1:4-5",
        "Text without quotes that starts with `*` is read as a reference and this one is not valid",
    ),
    "lone ampersand": (
        "k: & a",
        "1:4-5",
        "Text without quotes that starts with `&` is read as an anchor and this one is not valid",
    ),
    "exclamation marks": (
        "k: !a!b c",
        "1:4-5",
        "Text without quotes that starts with `!` is read as a tag and this one is not valid",
    ),
    "bold text": ("k: **b** c", "1:4-9", "`**b**` refers to an anchor that is not defined above it"),
    "text after a sign": ("k: > text", "1:4-5", "`>` opens a block of text, which starts on the next line"),
    "directive": ("%x: 1", "1:1-2", "A line that starts with `%` is a directive of YAML and needs a `---` after it"),
    "text after the end": ("a\n... x", "2:5-6", "Text follows the `...` that ends the document"),
    "version": ("%YAML 2.0\n---\na", "1:1-2", "Unknown version of YAML"),
    "regex in double quotes": ('k: "\\d+"', "1:5-7", "`\\d` is not an escape of double-quoted text"),
    "path in double quotes": ('k: "C:\\path"', "1:7-9", "`\\p` is not an escape of double-quoted text"),
    "short escape": ('k: "\\u12"', "1:5-7", "`\\u` needs 4 hexadecimal digits after it"),
    "escape beyond unicode": ('k: "\\U99999999"', "1:5-7", "This escape is not a character"),
    "template": ("k: {{ x }}", "1:4-6", "A template such as `{{ ... }}` is read as a mapping when it is not in quotes"),
    "template and text": (
        "k: {{ x }} y",
        "1:4-6",
        "A template such as `{{ ... }}` is read as a mapping when it is not in quotes",
    ),
    "template tag": ("k: {% if %}", "1:5-6", "Text without quotes cannot start with `%`"),
    "merge conflict": (
        "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x",
        "2:1-8",
        "Unresolved merge conflict",
    ),
    "long key": ("x" * 1100 + ": 1", "1:1-1101", "A key can have 1,024 characters; this one has 1,100"),
    # not of syntax
    "duplicate key": ("a: 1\nb: 2\na: 3", "3:1-2", "The key `a` is already used on line 1"),
    "duplicate key in braces": ("{a: 1, 'a': 2}", "1:8-11", "The key `a` is already used on line 1"),
    "duplicate number and text": ("1: a\n'1': b", "2:1-4", "The key `1` is already used on line 1"),
    "unknown anchor": ("a: *b", "1:4-6", "`*b` refers to an anchor that is not defined above it"),
    "anchor below": ("a: *b\nb: &b 1", "1:4-6", "`*b` refers to an anchor that is not defined above it"),
    "endless list": ("a: &a [*a]", "1:8-10", "`*a` refers to the value that contains it"),
    "endless mapping": (
        "a: &a\n  b: *a",
        "2:6-8",
        "`*a` refers to the value that contains it",
    ),
    "python object": (
        "a: !!python/object:os.system x",
        "1:4-29",
        "The tag `!!python/object:os.system` is not supported",
    ),
    "application tag": ("a: !Ref b", "1:4-8", "The tag `!Ref` is not supported"),
    "tag after an anchor": ("a: &x !Ref b", "1:7-11", "The tag `!Ref` is not supported"),
    "tag of a list": ("a: !!set {b}", "1:4-9", "The tag `!!set` is not supported"),
    "wrong type": ("a: !!int b", "1:4-9", "The tag `!!int` is not supported"),
    "second document": ("a: 1\n---\nb: 2", "2:1-4", "Second YAML document: only one is allowed"),
    "second document after the end": (
        "a: 1\n...\nb: 2",
        "3:1-1",
        "Second YAML document: only one is allowed",
    ),
    "list as a key": ("[a]: b", "1:1-4", "The key `[a]` is a list; a key must be text"),
    "mapping as a key": ("? {a: 1}\n: b", "1:3-9", "The key `{a: 1}` is a mapping; a key must be text"),
    "no key": ("a: 1\n: b", "2:1-2", "A key is missing before this colon"),
    "no key in braces": ("{: b}", "1:2-3", "A key is missing before this colon"),
    "merge of text": ("<<: x", "1:5-6", "`<<` needs a mapping; this is text"),
    "control character": ("a: b\x07c", "1:5-6", "The control character U+0007 is not allowed in YAML"),
    "nul": ("a: 1\n\0", "2:1-2", "The control character U+0000 is not allowed in YAML"),
    "half a character": (
        "a: x\ud800",
        "1:5-6",
        "Half of a surrogate pair (U+D800) is not allowed in YAML",
    ),
    "half an escape": ('a: "\\ud83d"', "1:4-12", "An escape in this text is half of a surrogate pair"),
}


def errors(text: str) -> list[tuple[str, str]]:
    found = []
    for error in read_yaml("rules.yaml", text).errors:
        (line, column), (end_line, end_column) = error.range
        end = f"{end_column}" if end_line == line else f"{end_line}:{end_column}"
        found.append((f"{line}:{column}-{end}", error.message))
    return found


@pytest.mark.parametrize("name", BROKEN)
def test_one_mistake_is_one_error_at_its_place(name: str) -> None:
    text, place, message = BROKEN[name]
    found = errors(text)
    if name == "nul":
        found = found[:1]  # the character is then where a key is expected
    assert found == [(place, message)]


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_said_in_the_words_of_the_author(name: str) -> None:
    for error in read_yaml("rules.yaml", BROKEN[name][0]).errors:
        for jargon in ("token", "scalar", "block end", "flow", "simple key", "stream", "ruamel", "parsing", "node"):
            assert jargon not in error.message.lower()
        assert not error.message.endswith(".")
        assert "\n" not in error.message


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("key: a: b", "Put the whole value in quotes"),
        ("k: 'it's'", "Put the whole value in quotes, and write `''` for an apostrophe in it"),
        ('k: "\\d"', "Use single quotes, or write two backslashes"),
        ("k: **b**", "Put the value in quotes if it is text that starts with `*`"),
        ("k: !x y", "Remove it, or put the value in quotes if it is text"),
        ("\ta: 1", "Use spaces"),
        ("a: 1\na: 2", "Remove one of the two, or join their values"),
    ],
)
def test_the_help_says_how_to_mend_it(text: str, advice: str) -> None:
    assert [error.help for error in read_yaml("rules.yaml", text).errors] == [advice]


def test_all_duplicate_keys_and_the_syntax_error_are_found_in_one_run() -> None:
    text = "a: 1\na: 2\nb:\n  c: 1\n  c: {d: 1, d: 2}\na: 3\ne: @f\n"
    assert errors(text) == [
        ("2:1-2", "The key `a` is already used on line 1"),
        ("5:3-4", "The key `c` is already used on line 4"),
        ("5:13-14", "The key `d` is already used on line 5"),
        ("6:1-2", "The key `a` is already used on line 1"),
        ("7:4-5", "Text without quotes cannot start with `@`"),
    ]


def test_the_first_of_duplicate_keys_is_kept() -> None:
    result = read_yaml("rules.yaml", "a: 1\na: 2\nb: 3\n")
    assert result.root is not None
    assert result.root.to_python() == {"a": 1, "b": 3}


def test_a_text_that_breaks_the_syntax_has_no_root() -> None:
    assert read_yaml("rules.yaml", "a: 1\nb: @c").root is None


def test_the_first_document_is_read() -> None:
    result = read_yaml("rules.yaml", "a: 1\n---\nb: @c")
    assert result.root is not None
    assert result.root.to_python() == {"a": 1}
    assert len(result.errors) == 1
