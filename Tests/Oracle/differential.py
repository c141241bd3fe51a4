#!/usr/bin/env python3
"""Compares modaudit with the oracle, on given inputs or on generated responses and policies.

    python3 Tests/Oracle/differential.py MODAUDIT --policy POLICY INPUT...
    python3 Tests/Oracle/differential.py MODAUDIT --mutate SEED SETS [TIMES]
    python3 Tests/Oracle/differential.py MODAUDIT --insert SEED SETS [TIMES]

A set is a policy and an input. `--mutate` makes random responses, about seven per set; `--insert` inserts known fields
with every kind of value into every object of every envelope, 50 responses per set. TIMES multiplies both: `--mutate
x 400 10` and `--insert x 40 10` each compare more than 20,000 responses. The same seed makes the same sets. Prints every
difference; the exit status is 1 if there is one.

With `--judged` as the first argument behind MODAUDIT, only what is judged is compared: every generation, its decision,
bands, findings, signals and digests, and the exit status.
"""
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from cells import content, runs

HERE = pathlib.Path(__file__).resolve().parent
csv.field_size_limit(1 << 30)

# The columns of each file, in their order (contract section 6), and those that the oracle gives.
COLUMNS = {
    "generations.csv": """decision severity change first_listed disposition why title prompt link generation_id review_decision review_note
        reopened_because disposition_by disposition_since disposition_until task_id created_at user_id top_rule top_signal top_value top_flag_at top_margin rules_flagged rules_near near_severity
        missing_signals defects platform agreement output_type output_is_flagged output_risk_level moderation_type
        task_moderation_type u18_is_child u18_is_realistic face_verdicts ip_verdicts trademark_verdicts model operation
        width height n_frames is_public relay_task_id revision source evidence_sha256 signals_sha256
        review_key""".split(),
    "findings.csv": """band severity rule_id generation_id task_id created_at user_id model signal statistic value op
        flag_at near_at margin label frame frames_hit frames_total platform agreement source prompt waiver_id""".split(),
    "unaudited.csv": """kind source byte_offset task_id generation_id status moderation_type moderation_code
        is_output_rejection reason""".split(),
}
LISTED = """source generation_id title prompt task_id relay_task_id decision severity revision near_severity top_rule top_signal top_value
    top_flag_at top_margin rules_flagged rules_near platform agreement signals_sha256 review_key""".split()
FINDING = ["band", "severity", "rule_id", "signal", "value", "flag_at", "margin"]
ROW = "kind task_id generation_id status moderation_type moderation_code is_output_rejection byte_offset".split()
SUMMARY = ["counts", "unaudited", "agreement", "unrecognised", "defective", "skipped"]


def oracle(policy, inputs):
    out = subprocess.run([sys.executable, HERE / "oracle.py", "--policy", policy, *inputs], capture_output=True)
    if out.returncode:
        raise SystemExit(f"the oracle failed: {out.stderr.decode()}")
    return json.loads(out.stdout)


def scan(modaudit, policy, inputs, folder, style, delimiter):
    """The exit status of a scan and its words."""
    run = subprocess.run([modaudit, "scan", "--quiet", "--policy", policy, "--csv", style, "--delimiter", delimiter,
                          "--output", folder, *inputs], capture_output=True)
    return run.returncode, run.stderr.decode(errors="replace")


def table(folder, name, delimiter=","):
    """The header and the rows of a CSV file."""
    with open(pathlib.Path(folder, name), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    return rows[0], [dict(zip(rows[0], row)) for row in rows[1:]]


def tool(modaudit, policy, inputs, folder, delimiter):
    """What modaudit reports: with plain CSV for the values, then for a spreadsheet, to look at its cells."""
    status, words = scan(modaudit, policy, inputs, folder, "data", ",")
    if status not in (0, 4):
        return {"failed": status, "stderr": words}
    report = pathlib.Path(folder)
    listed = json.loads((report / "generations.json").read_text(encoding="utf-8"))
    found = {"exit": status, "generations": listed["generations"],
             "summary": json.loads((report / "summary.json").read_text(encoding="utf-8")),
             "files": {name: table(folder, name) for name in COLUMNS}}
    scan(modaudit, policy, inputs, folder, "excel", "tab" if delimiter == "\t" else delimiter)
    found["delimiter"] = delimiter
    found["cells"] = {name: table(folder, name, delimiter)[1] for name in COLUMNS}
    return found


def frame(pointer):
    """The pointer; for a member of a frame, the frame's."""
    return re.sub(r"(/legal_classifier_result/[^/]*/\d+)/.*$", r"\1", pointer)


# What a comparison of what is judged leaves out.
UNJUDGED = re.compile(r"(^| )(unaudited|defective|unrecognised|skipped|defects|relay_task_id)$|kinds of rows$| row \w+$")


class Comparison:
    """Collects what the oracle and modaudit say differently."""

    def __init__(self, judged):
        self.judged = judged
        self.wrong = []

    def check(self, what, expected, found):
        if self.judged and UNJUDGED.search(what):
            return
        if self.judged and what == "counts":
            expected, found = ({key: value for key, value in counts.items() if key not in ("responses", "tasks")}
                               for counts in (expected, found))
        if expected != found or isinstance(expected, bool) != isinstance(found, bool):
            self.wrong.append(f"{what}: the oracle says {expected!r}, modaudit {found!r}")

    def summary(self, theirs, summary):
        """The counts and lists of summary.json."""
        for key in SUMMARY:
            self.check(key, theirs[key], summary.get(key))
        self.check("rules", [r["id"] for r in theirs["rules"]], [r["id"] for r in summary["rules"]])
        for expected, found in zip(theirs["rules"], summary["rules"]):
            self.check("rule " + expected["id"], expected, {key: found.get(key) for key in expected})
        seen = {s["signal"]: s for s in summary["signals"]}
        self.check("names of the signals", [s["signal"] for s in theirs["signals"]], sorted(seen, key=str.encode))
        for signal in theirs["signals"]:
            found = seen.get(signal["signal"], {})
            self.check("signal " + signal["signal"], signal, {key: found.get(key) for key in signal})
        self.check("unread_signals", theirs["unread_signals"], summary.get("unread_signals"))

    def generations(self, theirs, ours):
        """The listed generations, by their place in the input."""
        if ours:
            self.check("keys of generations.json", COLUMNS["generations.csv"] + ["findings"], list(ours[0]))
        expected, found = ([(g["decision"], g["severity"], g["source"]) for g in many] for many in (theirs, ours))
        self.check("the order of the generations", expected, found)
        for place in sorted({g["source"] for g in theirs} | {g["source"] for g in ours}):
            expected = [g for g in theirs if g["source"] == place]
            found = [g for g in ours if g["source"] == place]
            names, others = ([g["generation_id"] or "" for g in many] for many in (expected, found))
            self.check(f"{place} listed generations", names, others)
            if sorted(names) == sorted(others):
                def by_name(one):
                    return one["generation_id"] or ""
                for one, other in zip(sorted(expected, key=by_name), sorted(found, key=by_name)):
                    self.generation(f"{place} generation {one['generation_id']}", one, other)

    def generation(self, name, expected, found):
        for key in LISTED:
            if key in found:  # `generations` compares the keys
                self.check(f"{name} {key}", expected[key], found[key])
        self.check(f"{name} missing_signals", sorted(expected["missing_signals"]), sorted(found["missing_signals"]))
        self.check(f"{name} defects", sorted(set(map(frame, expected["defect_pointers"]))),
                   sorted({frame(d["pointer"]) for d in found["defects"]}))
        self.check(f"{name} findings", [[f[key] for key in FINDING] for f in expected["findings"]],
                   [[f[key] for key in FINDING] for f in found["findings"]])

    def rows(self, theirs, ours):
        """The rows of unaudited.csv, by their place in the input."""
        for place in sorted({r["source"] for r in theirs} | {r["source"] for r in ours}):
            expected = [r for r in theirs if r["source"] == place]
            found = [r for r in ours if r["source"] == place]
            kinds, others = [r["kind"] for r in expected], [r["kind"] for r in found]
            self.check(f"{place} kinds of rows", kinds, others)
            if sorted(kinds) == sorted(others):
                def by_kind(one):
                    return one["kind"], one["task_id"] or ""
                for one, other in zip(sorted(expected, key=by_kind), sorted(found, key=by_kind)):
                    self.row(f"{place} row", one, other)

    def row(self, name, expected, found):
        keys = {"duplicate": ROW[:3], "unreadable": ["kind", "task_id", "byte_offset"]}.get(expected["kind"], ROW)
        for key in keys:
            value = expected.get(key)
            text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            if key in found:  # `files` compares the columns
                self.check(f"{name} {key}", text, found[key])
        for word in () if self.judged else expected.get("words", ()):
            if re.fullmatch(r"[A-Za-z0-9_ ]+", word) and word.strip() not in found["reason"]:
                self.wrong.append(f"{name} reason: {found['reason']!r} lacks {word!r}")

    def files(self, ours):
        """The columns, and cells that a spreadsheet would run."""
        for name, columns in COLUMNS.items():
            self.check(f"columns of {name}", columns, ours["files"][name][0])
            for plain, guarded in zip(ours["files"][name][1], ours["cells"][name]):
                for key in {"title", "prompt", "reason", "status", "generation_id", "task_id"} & plain.keys():
                    if runs(guarded[key], ours["delimiter"]):
                        self.wrong.append(f"{name}: a spreadsheet runs {guarded[key]!r}")
                    if not guarded[key].endswith("…[cut]"):
                        self.check(f"{name} {key}", content(plain[key]), content(guarded[key]))


def compare(theirs, ours, judged):
    """The differences, as lines."""
    if "failed" in ours:
        return [f"exit status {ours['failed']}: {ours['stderr'].strip()}"]
    comparison = Comparison(judged)
    comparison.check("exit status", theirs["exit"], ours["exit"])
    comparison.summary(theirs, ours["summary"])
    comparison.generations(theirs["generations"], ours["generations"])
    comparison.rows(theirs["unaudited_rows"], ours["files"]["unaudited.csv"][1])
    comparison.files(ours)
    return comparison.wrong


def cases_of(arguments, work):
    """The policies and their inputs."""
    if arguments[1] == "--policy":
        return [(arguments[2], arguments[3:])]
    times = arguments[4] if len(arguments) > 4 else "1"
    subprocess.run([sys.executable, HERE / "mutate.py", arguments[2], arguments[3], work + "/sets", "--times", times]
                   + ["--insert"] * (arguments[1] == "--insert"), check=True, stdout=subprocess.DEVNULL)
    return [(str(folder / "policy.yaml"), [str(folder / "input.ndjson")])
            for folder in sorted(pathlib.Path(work, "sets").iterdir())]


def main(arguments):
    modaudit = str(pathlib.Path(arguments[0]).resolve())
    judged = "--judged" in arguments
    arguments = [argument for argument in arguments if argument != "--judged"]
    with tempfile.TemporaryDirectory() as work:
        cases = cases_of(arguments, work)
        totals = collections.Counter()
        for number, (policy, inputs) in enumerate(cases):
            theirs = oracle(policy, inputs)
            ours = tool(modaudit, policy, inputs, f"{work}/report", ",;\t"[number % 3])
            totals["responses"] += theirs["counts"]["responses"]
            totals["generations"] += theirs["counts"]["generations"]
            lines = pathlib.Path(inputs[0]).read_bytes().split(b"\n") if arguments[1] == "--insert" else []
            for difference in compare(theirs, ours, judged):
                totals["differences"] += 1
                print(f"case {number}: {difference.replace(work + '/sets/', '')}")
                at = re.search(r"input\.ndjson:(\d+) ", difference)
                if lines and at:
                    print("    " + lines[int(at.group(1)) - 1].decode(errors="replace"))
    print(f"{len(cases)} cases, {totals['responses']} responses, {totals['generations']} generations, "
          f"{totals['differences']} differences")
    return 1 if totals["differences"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
