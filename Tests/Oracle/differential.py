#!/usr/bin/env python3
"""Compares modaudit with the oracle, on given inputs or on generated responses and policies.

    python3 Tests/Oracle/differential.py MODAUDIT --policy POLICY INPUT...
    python3 Tests/Oracle/differential.py MODAUDIT --mutate SEED SETS [TIMES]

A set is a policy and about seven responses, or TIMES as many: `--mutate x 400 10` compares some 30,000. Prints every
difference; the exit status is 1 if there is one.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def oracle(policy, inputs):
    out = subprocess.run([sys.executable, HERE / "oracle.py", "--policy", policy, *inputs], capture_output=True)
    if out.returncode:
        raise SystemExit(f"the oracle failed: {out.stderr.decode()}")
    return json.loads(out.stdout)


def tool(modaudit, policy, inputs, folder):
    run = subprocess.run([modaudit, "scan", "--quiet", "--policy", policy, "--output", folder, *inputs],
                         capture_output=True)
    if run.returncode not in (0, 4):
        return {"exit": run.returncode, "stderr": run.stderr.decode(errors="replace")}
    report = pathlib.Path(folder)
    listed = json.loads((report / "generations.json").read_text(encoding="utf-8"))
    return {"generations": listed["generations"], "summary": json.loads((report / "summary.json").read_text())}


def pointer(text):
    """The pointer from the generation on; for a member of a frame, the frame's."""
    text = re.sub(r"^.*?/generations/\d+(?=/|$)|^(/data/data|(/\d+)?/task_responses/\d+|(/\d+)?/data/(data|\d+/payload)|/\d+)(?=/|$)", "", text)
    return re.sub(r"^(/legal_classifier_result/[^/]*/\d+)/.*$", r"\1", text)


def compare(theirs, ours):
    if "exit" in ours:
        return [f"exit status {ours['exit']}: {ours['stderr'].strip()}"]
    summary = ours["summary"]
    wrong = []

    def check(what, expected, found):
        if expected != found:
            wrong.append(f"{what}: the oracle says {expected!r}, modaudit {found!r}")

    check("counts", theirs["counts"], summary["counts"])
    check("unaudited", theirs["unaudited"], summary["unaudited"])
    check("agreement", theirs["agreement"], summary["agreement"])
    for expected, found in zip(theirs["rules"], summary["rules"]):
        check("rule " + expected["id"], {k: expected[k] for k in ("id", "flagged", "near", "missing")},
              {k: found[k] for k in ("id", "flagged", "near", "missing")})
    seen = {s["signal"]: s for s in summary["signals"]}
    for signal in theirs["signals"]:
        found = seen.get(signal["signal"], {"present": 0, "zero": 0, "max": None})
        check("signal " + signal["signal"], [signal[k] for k in ("present", "zero", "max")],
              [found[k] for k in ("present", "zero", "max")])
    check("number of listed generations", len(theirs["generations"]), len(ours["generations"]))
    for expected, found in zip(theirs["generations"], ours["generations"]):
        name = f"generation {expected['generation_id']}"
        for key in ("generation_id", "decision", "rules_flagged", "rules_near", "platform", "agreement"):
            check(f"{name} {key}", expected[key], found[key])
        check(f"{name} missing_signals", sorted(expected["missing_signals"]), sorted(found["missing_signals"]))
        pointers = collections.Counter(map(pointer, (d["pointer"] for d in found["defects"])))
        expected_pointers = expected["defect_pointers"] + expected.get("task_defect_pointers", [])
        check(f"{name} defects", sorted(set(map(pointer, expected_pointers))), sorted(set(pointers)))
    return wrong


def main(arguments):
    modaudit = str(pathlib.Path(arguments[0]).resolve())
    cases = []
    with tempfile.TemporaryDirectory() as work:
        if arguments[1] == "--mutate":
            times = arguments[4] if len(arguments) > 4 else "1"
            subprocess.run([sys.executable, HERE / "mutate.py", arguments[2], arguments[3], work + "/sets", "--times", times],
                           check=True, stdout=subprocess.DEVNULL)
            for folder in sorted(pathlib.Path(work, "sets").iterdir()):
                cases.append((str(folder / "policy.yaml"), [str(folder / "input.ndjson")]))
        else:
            cases.append((arguments[2], arguments[3:]))
        differences = responses = generations = 0
        for number, (policy, inputs) in enumerate(cases):
            theirs = oracle(policy, inputs)
            ours = tool(modaudit, policy, inputs, f"{work}/report")
            responses += theirs["counts"]["responses"]
            generations += theirs["counts"]["generations"]
            for line in compare(theirs, ours):
                differences += 1
                print(f"case {number} ({' '.join(inputs)}): {line}")
    print(f"{len(cases)} cases, {responses} responses, {generations} generations, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
