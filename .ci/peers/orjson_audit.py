"""The audit of .ci/bench.yaml in Python with orjson and csv: what a careful script does.  orjson_audit.py INPUT OUTPUT"""
import csv
import sys

import orjson


def bands(generation):
    legal = generation.get("legal_classifier_result") or {}
    output = generation.get("output_moderation_result") or {}
    filters = output.get("filter_results") or {}
    best = 0
    top = max((0 if f["l"] == 788 and not f["v"] else f["p"] for f in legal.get("ip") or ()), default=0)
    best = 2 if top >= 0.9 else 1 if top >= 0.75 else best
    if any(f["v"] for f in legal.get("face") or ()):
        return 2
    for scores in ((filters.get("moderation_api") or {}).get("metadata") or {}).values():
        for name, score in scores.items():
            if name.startswith(("S", "IMG-S")) and score is not None:
                if score >= 0.5:
                    return 2
                if score >= 0.4:
                    best = max(best, 1)
    kind = (filters.get("wellknown_figure") or {}).get("type")
    return 2 if kind is not None and kind != "passed" else best


def main(source, target):
    seen = set()
    with open(source, "rb") as lines, open(target, "w", newline="", encoding="utf-8") as sink:
        writer = csv.writer(sink)
        writer.writerow(["decision", "generation_id", "task_id", "prompt"])
        for line in lines:
            task = (orjson.loads(line).get("data") or {}).get("data") or {}
            for generation in task.get("generations") or ():
                if generation["id"] in seen:
                    continue
                seen.add(generation["id"])
                band = bands(generation)
                if band:
                    writer.writerow([("near", "flagged")[band - 1], generation["id"], generation["task_id"],
                                     generation["prompt"]])


main(*sys.argv[1:])
