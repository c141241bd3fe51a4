#!/usr/bin/env python3
"""Prints chosen columns of a report's CSV file, for golden runs that are about a few columns.

    Tests/ReportChecks/columns.py FILE COLUMN...

One line per row, cells separated by ` | `, `-` for an empty cell. A control character is shown as its code point, and a
cell of more than 80 characters is cut; its length follows. The test's own folder, `$T`, is named so first, since the
length of its name differs from run to run.
"""
import csv
import os
import sys
import unicodedata


FOLDER = os.environ.get("T")


def shown(cell):
    cell = cell.replace(FOLDER, "$T") if FOLDER else cell
    text = "".join(f"<{ord(c):04X}>" if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in cell)
    if len(text) > 80:
        text = f"{text[:80]}... ({len(cell)} characters)"
    return text or "-"


def main(path, *columns):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8-sig", newline="") as file:
        header = file.readline()
        delimiter = header[header.index('"', 1) + 1]
        file.seek(0)
        for row in csv.DictReader(file, delimiter=delimiter, strict=True):
            print(" | ".join(shown(row[column]) for column in columns))


if __name__ == "__main__":
    main(*sys.argv[1:])
