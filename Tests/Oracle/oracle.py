#!/usr/bin/env python3
"""The oracle: a second reading of the contract in plain Python, to compare `modaudit` with.

    python3 Tests/Oracle/oracle.py --policy POLICY.yaml INPUT...

prints one JSON object. The oracle shares no code with `modaudit`, prefers obvious code to fast code, keeps everything
in memory, and expects a valid policy. A comment marked CHOICE names a choice that the contract leaves open.

One file per section of the contract, in reading order:

    texts.py       section 1   files and the JSON texts in them
    shapes.py      section 1   what an object is, told by its own keys
    places.py      section 1   objects in their places, and what those around an object say of it
    envelopes.py   section 1   the walk through the envelopes of a text
    records.py     section 2   typed records, defects, unrecognised content
    signals.py     section 3   signals
    policy.py      section 4   rules, conditions, statistics
    rows.py        section 5   kinds and words of what was not audited
    decisions.py   section 5   decisions, duplicates, revisions, superseded answers
    digests.py     section 6   digests of signals and rules
    report.py      sections 6 and 8   counts and lists of the report, exit status
    changes.py     section 13  what is new since the report before; a command of its own
    sample.py      section 16  strata, draws and sheets of a sample; a command of its own
    cells.py       section 7   text cells that a spreadsheet does not run

Other files use it:

    differential.py   runs the oracle and `modaudit` on the same input and prints each difference
    mutate.py         makes sets of responses and policies from a seed, with random_generations.py, random_answers.py,
                      random_policies.py and insertions.py

Needs Python 3.9 and PyYAML; the `zstd` command for `.zst` inputs.
"""
import argparse
import json
import sys
import threading

import yaml

from decisions import Audit
from envelopes import is_overfull
from report import report
from texts import Unreadable, files, read, texts


def main():
    parser = argparse.ArgumentParser(description="a second reading of the contract")
    parser.add_argument("--policy", required=True)
    parser.add_argument("input", nargs="+")
    arguments = parser.parse_args()
    with open(arguments.policy, encoding="utf-8") as file:
        policy = yaml.safe_load(file)
    audit = Audit(policy)
    skipped = []
    for path in files(arguments.input, skipped):
        # CHOICE: a file without a text is a row
        for value, size, offset, line in list(texts(read(path))) or [(Unreadable(), 0, 0, 1)]:
            audit.source, audit.byte_offset = f"{path}:{line}", offset
            if isinstance(value, Unreadable) or is_overfull(value, size):
                audit.responses += 1
                audit.row("unreadable")
                audit.rows[-1]["task_id"] = getattr(value, "task_id", None)
            else:
                audit.text(value)
    json.dump(report(audit, skipped), sys.stdout, indent=1, ensure_ascii=True, allow_nan=False)
    print()


if __name__ == "__main__":
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    # `texts` checks the nesting after parsing, so the parser needs room for more than the limit.
    sys.setrecursionlimit(20_000)
    threading.stack_size(512 * 1024 * 1024)
    failure = []

    def guarded():
        try:
            main()
        except BaseException as error:  # raised again below, so that the exit status is 1
            failure.append(error)

    worker = threading.Thread(target=guarded)
    worker.start()
    worker.join()
    if failure:
        raise failure[0]
