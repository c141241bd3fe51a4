"""Contract section 1, first half: files and the JSON texts in them.

A file holds one or more JSON texts, one per line or spread over many lines, also compressed with gzip or Zstandard.
A text that is not JSON, not UTF-8 or nested deeper than 1024 levels is unreadable and costs only itself.
"""
import gzip
import json
import os
import re
import subprocess
import sys

MAX_DEPTH = 1024
ENDINGS = (".json", ".ndjson", ".jsonl")


class GivenTwice:
    """The values of a key that one object gives twice. It has no JSON type, so no check accepts it."""

    def __init__(self, values):
        self.values = values


class UnsoundText(str):
    """A text that held half a surrogate pair, with U+FFFD in its place. It is no sound id."""


LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text):
    """The text with U+FFFD for each lone surrogate."""
    return LONE_SURROGATE.sub("\ufffd", text)


class Object(dict):
    """A JSON object. `pairs` has its keys and values in their order, also those of keys that are given twice."""


def make_object(pairs):
    """An object of its key and value pairs; a key that occurs twice gets a GivenTwice."""
    result = Object()
    result.pairs = [(whole(key), value) for key, value in pairs]
    for key, value in result.pairs:
        if key in result:
            known = result[key]
            value = GivenTwice((known.values if isinstance(known, GivenTwice) else [known]) + [value])
        result[key] = value
    return result


def no_constant(name):
    raise ValueError(name + " is not JSON")


DECODER = json.JSONDecoder(object_pairs_hook=make_object, parse_constant=no_constant, strict=True)


def replace_lone(value):
    """The value with U+FFFD for each lone surrogate in its texts. `make_object` replaces those in keys."""
    if isinstance(value, str):
        return UnsoundText(whole(value)) if LONE_SURROGATE.search(value) else value
    if isinstance(value, list):
        return [replace_lone(v) for v in value]
    if isinstance(value, dict):
        return make_object([(k, replace_lone(v)) for k, v in value.pairs])
    return value


def depth(source):
    """The greatest number of arrays and objects open at once."""
    open_now = deepest = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', source, re.S):
        if token.group() in "[{":
            open_now += 1
            deepest = max(deepest, open_now)
        elif token.group() in "]}":
            open_now -= 1
    return deepest


class Unreadable:
    """A text that is not JSON. Of a line of the archive of `pull` the id of the task is known, by its URL."""

    def __init__(self, text=""):
        url = re.match(r'\{"fetched_at":"[^"]*","url":"[^"?#]*/([A-Za-z0-9_:.-]{1,128})["?#]', text)
        self.task_id = url and url.group(1)


def texts(data):
    """Yields the JSON texts of one file in order, each with its size, its byte offset and its line, and Unreadable
    for anything else.

    A text may go on over several lines. A line that starts no whole text is broken and costs only itself. If the line
    is the start of an object or array, the lines after it belong to it, up to the next line that starts with `{` or
    `[`: a broken pretty-printed text is one unreadable text, not one per line.
    """
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    source = data[mark:].decode("utf-8", "surrogateescape")
    at = known = 0
    offset, line = mark, 1
    while True:
        while at < len(source) and source[at] in " \t\r\n":
            at += 1
        if at == len(source):
            return
        passed = source[known:at]
        offset, line, known = offset + len(passed.encode("utf-8", "surrogateescape")), line + passed.count("\n"), at
        try:
            value, end = DECODER.raw_decode(source, at)
            text = source[at:end]
            broken = False
        except (ValueError, RecursionError):
            broken = True
        if broken:
            line_end = source.find("\n", at)
            line_end = len(source) if line_end < 0 else line_end + 1
            opening = unfinished(source[at:line_end])
            at = line_end
            while opening and at < len(source) and source[at] not in "{[":
                line_end = source.find("\n", at)
                at = len(source) if line_end < 0 else line_end + 1
            yield Unreadable(source[known:line_end]), 0, offset, line
            continue
        at = end
        if LONE_SURROGATE.search(text) or depth(text) > MAX_DEPTH:  # not UTF-8, or too deep
            yield Unreadable(text), 0, offset, line
        else:
            yield replace_lone(value), len(text.encode("utf-8")), offset, line


def unfinished(line):
    """Whether the line is the sound start of an object or array that lacks its end."""
    line = line.strip(" \t\r\n")
    if line[:1] not in ("{", "["):
        return False
    try:
        DECODER.decode(line)
    except json.JSONDecodeError as error:
        return error.pos >= len(line) or "Unterminated" in error.msg
    except (ValueError, RecursionError):
        return False
    return False


def files(inputs, skipped=None):
    """The files of the inputs: a folder gives those with a known ending, in byte order of their relative path.

    The paths of the other files in folders are added to `skipped`.
    """
    for path in inputs:
        if path == "-" or not os.path.isdir(path):
            yield path
            continue
        found = []
        for folder, _, names in os.walk(path):
            for name in names:
                full = os.path.join(folder, name)
                found.append((os.fsencode(os.path.relpath(full, path)), full))
        for relative, full in sorted(found):
            bare = re.sub(r"\.(gz|zst)$", "", full.lower())
            if bare.endswith(ENDINGS):
                yield full
            elif skipped is not None:
                skipped.append(full)


def read(path):
    """The decompressed bytes of a file; `-` is standard input."""
    if path == "-":
        return sys.stdin.buffer.read()
    if path.lower().endswith(".zst"):
        return subprocess.run(["zstd", "-dcq", "--", path], check=True, stdout=subprocess.PIPE).stdout
    with (gzip.open if path.lower().endswith(".gz") else open)(path, "rb") as file:
        return file.read()
