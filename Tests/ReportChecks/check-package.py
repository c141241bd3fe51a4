#!/usr/bin/env python3
"""Loads the tables of a report by its datapackage.json, with frictionless and with DuckDB, and compares them.

    .build/python/bin/python Tests/ReportChecks/check-package.py FOLDER

Both must get the same rows and types: of generations and findings those of generations.json, of the other tables each
other's and as many as summary.json counts. Prints the rows of each table; on any difference says what differs, and the
status is 1. `.ci/setup tests` makes the environment it needs.
"""
import hashlib
import json
import os
import sys

import duckdb
from frictionless import Package

TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "any": "VARCHAR"}
PYTHON = {"string": str, "integer": int, "number": float, "boolean": bool, "any": str}


def fail(message):
    sys.exit("check-package: " + message)


def cell(value):
    """As a CSV cell says it: an empty text and none at all are the same."""
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            value = "; ".join(item["pointer"] + " " + item["reason"] for item in value)
        else:
            value = " ".join(value)
    return None if value == "" else value


def expected(report, table, names):
    for generation in report["generations"]:
        if table == "generations":
            yield [cell(generation.get(name)) for name in names]
        else:
            for finding in generation["findings"]:
                yield [cell(finding[name] if name in finding else generation.get(name)) for name in names]


def as_any(value):
    """What a column without a type holds: the text of a JSON value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def same(mine, theirs, field):
    if field["type"] == "any" and mine is not None and not isinstance(mine, (str, bool)):
        return theirs is not None and float(theirs) == float(mine)
    mine = as_any(mine) if field["type"] == "any" else mine
    if mine is None or theirs is None:
        return mine is None and theirs is None
    if field["type"] == "number":
        return float(mine) == float(theirs)
    if field.get("modaudit:guarded") and isinstance(mine, str):
        if not (mine.isascii() and mine.isprintable() and mine[0] not in " =+-@") or len(mine) > 32767:
            return True  # what the guard does to a text has tests of its own
    return type(mine) is type(theirs) and mine == theirs


def by_frictionless(folder, name, fields):
    resource = Package(os.path.join(folder, "datapackage.json")).get_resource(name)
    rows = []
    with resource:
        for row in resource.row_stream:
            if row.errors:
                fail(f"{name}: {row.errors[0].message}")
            rows.append([row[field["name"]] for field in fields])
    return [[float(value) if field["type"] == "number" and value is not None else value
             for value, field in zip(row, fields)] for row in rows]


def by_duckdb(folder, resource, paths):
    fields, dialect = resource["schema"]["fields"], resource["dialect"]
    columns = {field["name"]: TYPES[field["type"]] for field in fields}
    quoted = ", ".join("'" + os.path.join(folder, path).replace("'", "''") + "'" for path in paths)
    return duckdb.connect().execute(
        f"""select * from read_csv([{quoted}], columns = {json.dumps(columns).replace('"', "'")},
            delim = '{dialect['delimiter']}', quote = '"', escape = '"', header = true, auto_detect = false,
            nullstr = '', max_line_size = 67108864, buffer_size = 268435456, parallel = false)""").fetchall()


def check_files(folder, resource, paths):
    parts = resource.get("modaudit:parts") or [dict(resource, path=paths[0])]
    if [part["path"] for part in parts] != paths:
        fail(f"{resource['name']}: the parts are not the paths")
    for part in parts:
        data = open(os.path.join(folder, part["path"]), "rb").read()
        if len(data) != part["bytes"] or "sha256:" + hashlib.sha256(data).hexdigest() != part["hash"]:
            fail(f"{part['path']}: bytes or hash differ")


def check(folder):
    package = json.load(open(os.path.join(folder, "datapackage.json"), encoding="utf-8"))
    report = json.load(open(os.path.join(folder, "generations.json"), encoding="utf-8"))
    validity = Package(os.path.join(folder, "datapackage.json")).validate()
    if not validity.valid:
        fail(f"frictionless finds it invalid: {validity.flatten(['title', 'fieldName', 'rowNumber', 'message'])[:3]}")
    for resource in package["resources"]:
        name, fields = resource["name"], resource["schema"]["fields"]
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        check_files(folder, resource, paths)
        frictionless, duck = by_frictionless(folder, name, fields), by_duckdb(folder, resource, paths)
        if name in ("generations", "findings"):
            wanted = list(expected(report, name, [field["name"] for field in fields]))
        else:
            wanted = [list(row) for row in duck]
        for label, rows in (("frictionless", frictionless), ("DuckDB", duck)):
            if len(rows) != len(wanted):
                fail(f"{name}: {label} reads {len(rows)} rows, not {len(wanted)}")
            for number, (mine, theirs) in enumerate(zip(wanted, rows)):
                for field, left, right in zip(fields, mine, theirs):
                    if right is not None and not isinstance(right, PYTHON[field["type"]]):
                        fail(f"{name}: {label} reads {field['name']} as {type(right).__name__}")
                    if not same(left, right, field):
                        fail(f"{name} row {number + 1} {field['name']}: {label} reads {right!r}, not {left!r}")
        if name == "unaudited":
            counts = report["summary"]
            if len(duck) != sum(counts["unaudited"].values()) + counts["counts"]["duplicates"]:
                fail("unaudited: not as many rows as the summary counts")
        print(name, len(wanted), flush=True)


if __name__ == "__main__":
    check(sys.argv[1])
