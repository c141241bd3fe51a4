#!/usr/bin/env python3
"""A slow, plain second reading of the contract, to hold the real tool against.

    python3 .ci/oracle.py --policy POLICY.yaml INPUT...

prints one JSON object. It shares no code with the tool, favours the obvious over the fast, keeps everything in memory,
and expects a valid policy. Where the contract leaves a choice, the choice taken stands in a comment marked CHOICE.

Needs Python 3.9 and PyYAML; the `zstd` command for `.zst` inputs.
"""
import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import threading
from decimal import Decimal

import yaml

# ---------------------------------------------------------------- JSON texts

MAX_DEPTH = 1024
MIN_ITEMS, BYTES_PER_ITEM = 65_536, 128
ENDINGS = (".json", ".ndjson", ".jsonl")


class GivenTwice:
    """The values of a key that one object gives twice: of no type, so every reader finds it unusable."""

    def __init__(self, values):
        self.values = values


LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text):
    return LONE_SURROGATE.sub("\ufffd", text)


def make_object(pairs):
    result = {}
    for key, value in pairs:
        key = whole(key)
        if key in result:
            known = result[key]
            value = GivenTwice((known.values if isinstance(known, GivenTwice) else [known]) + [value])
        result[key] = value
    return result


def no_constant(name):
    raise ValueError(name + " is not JSON")


DECODER = json.JSONDecoder(object_pairs_hook=make_object, parse_constant=no_constant, strict=True)


def replace_lone(value):
    """The value with the lone surrogates of its texts replaced (keys were replaced on the way in)."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [replace_lone(v) for v in value]
    if isinstance(value, dict):
        return {k: replace_lone(v) for k, v in value.items()}
    if isinstance(value, GivenTwice):
        return GivenTwice([replace_lone(v) for v in value.values])
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


UNREADABLE = object()


def texts(data):
    """Yields the JSON texts of one file in order, each with its bytes; UNREADABLE where there is something else.

    A text that ends on its line is taken as it is. One that does not may go on over the next lines. Where that fails
    too, the line is broken and costs only itself; if it was the opening of a text (not wrong by itself), the indented
    lines after it go with it, so that a broken pretty-printed text is one unreadable text and not one per line.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    source = data.decode("utf-8", "surrogateescape")
    at = 0
    while True:
        while at < len(source) and source[at] in " \t\r\n":
            at += 1
        if at == len(source):
            return
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
            yield UNREADABLE, 0
            continue
        at = end
        if LONE_SURROGATE.search(text) or depth(text) > MAX_DEPTH:  # not UTF-8, or too deep
            yield UNREADABLE, 0
        else:
            yield replace_lone(value), len(text.encode("utf-8"))


def unfinished(line):
    """Whether the line is an object or array that is sound so far and only lacks its end."""
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


def files(inputs):
    for path in inputs:
        if path == "-" or not os.path.isdir(path):
            yield path
            continue
        found = []
        for folder, _, names in os.walk(path):
            for name in names:
                bare = re.sub(r"\.(gz|zst)$", "", name)
                if bare.endswith(ENDINGS):
                    full = os.path.join(folder, name)
                    found.append((os.fsencode(os.path.relpath(full, path)), full))
        for _, full in sorted(found):
            yield full


def read(path):
    if path == "-":
        return sys.stdin.buffer.read()
    if path.endswith(".zst"):
        return subprocess.run(["zstd", "-dcq", "--", path], check=True, stdout=subprocess.PIPE).stdout
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return file.read()


# ---------------------------------------------------------------- envelopes

FAILED = {"failed", "failure", "error", "cancelled", "canceled", "rejected", "expired"}
DONE = {"succeeded", "success", "completed", "complete", "done"}


def is_text(value):
    return isinstance(value, str)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def text_or_none(value):
    return value if is_text(value) else None


class Run:
    """Walks the envelopes and hands each generation to `judge`, everything else to a row."""

    def __init__(self, policy):
        self.policy = policy
        self.responses = self.tasks = self.seen = 0
        self.unaudited = dict.fromkeys(["unreadable", "api_error", "pending", "failed", "empty"], 0)
        self.rows = []
        self.ids = set()
        self.duplicates = 0
        self.decisions = dict.fromkeys(["flagged", "near", "incomplete", "clear"], 0)
        self.agreement = dict.fromkeys(["both", "policy_only", "platform_only", "neither"], 0)
        self.rules = [dict(id=r["id"], severity=r["severity"], flagged=0, near=0, missing=0) for r in policy["rules"]]
        self.unrecognised = {}
        self.signals = {}
        self.listed = []

    def row(self, kind, task_id=None, generation_id=None):
        self.rows.append({"kind": kind, "task_id": task_id, "generation_id": generation_id})
        if kind != "duplicate":
            self.unaudited[kind] += 1

    def text(self, value):
        if isinstance(value, list):
            self.responses += max(1, len(value))
            if not value:
                self.row("empty")
            for element in value:
                self.response(element)
        else:
            self.responses += 1
            self.response(value)

    def response(self, value):
        if not isinstance(value, dict):
            return self.row("unreadable")
        if any(isinstance(value.get(key), GivenTwice) for key in ("code", "data", "task_responses", "generations")):
            return self.row("unreadable")
        refused = "code" in value and value["code"] != "success"
        relay = {"refused": refused}
        if "task_responses" in value:
            self.list(value["task_responses"], lambda task: task, refused)
        elif "id" in value and "generations" in value:
            self.task(value, relay)
        elif isinstance(value.get("data"), list):
            self.list(value["data"], lambda entry: entry.get("payload") if isinstance(entry, dict) else None, refused)
        elif refused or "data" in value:
            self.relay(value.get("data"), relay, refused)
        else:
            self.row("unreadable")

    def list(self, tasks, task_of, refused):
        if not isinstance(tasks, list) or not tasks:
            return self.row("api_error" if refused else "unreadable" if tasks else "empty")
        for entry in tasks:
            self.task(task_of(entry), {}, listed=True)

    def relay(self, data, relay, refused):
        if not isinstance(data, dict):
            return self.row("api_error" if refused else "empty" if data is None else "unreadable")
        known = "data" in data or "generations" not in data and ("task_id" in data or "status" in data)
        if not refused and not known:
            return self.row("unreadable")  # something else in the relay's place
        relay = {**data, **relay}
        task = data.get("data")
        if task is None:
            return self.task({}, relay, counts=False)
        if not isinstance(task, dict):
            twice = isinstance(task, GivenTwice)
            return self.row("api_error" if refused and not twice else "unreadable", text_or_none(data.get("task_id")))
        if not refused and "id" not in task and "generations" not in task:
            return self.row("unreadable", text_or_none(data.get("task_id")))
        self.task(task, relay)

    def task(self, task, relay, counts=True, listed=False):
        """One task; `relay` is the relay's wrapper with its `code`, empty outside of a relay."""
        relay_id = text_or_none(relay.get("task_id"))
        if not isinstance(task, dict) or listed and "id" not in task and "generations" not in task:
            self.row("unreadable", relay_id)
            return
        task_id = text_or_none(task.get("id")) or relay_id
        generations = task.get("generations")
        self.tasks += counts
        if generations is not None and not isinstance(generations, list):
            self.row("api_error" if relay.get("refused") else "unreadable", task_id)
            return
        if not generations:
            self.row(self.without_generations(task, relay), task_id)
            return
        for generation in generations:
            if isinstance(generation, dict):
                self.generation(generation, task, task_id)
            else:
                self.row("unreadable", task_id)

    @staticmethod
    def without_generations(task, relay):
        if relay.get("refused"):
            return "api_error"
        status = text_or_none(task.get("status")) or text_or_none(relay.get("status"))
        if status and status.lower() in FAILED:
            return "failed"
        moderation = task.get("moderation_result")
        rejected = isinstance(moderation, dict) and moderation.get("is_output_rejection") is True
        reasons = (task.get("failure_reason"), task.get("fail_reason"), relay.get("fail_reason"))
        if rejected or any(is_text(r) and r for r in reasons):
            return "failed"
        return "pending" if status and status.lower() not in DONE else "empty"

    def generation(self, generation, task, task_id):
        self.seen += 1
        generation_id = text_or_none(generation.get("id"))
        if generation_id is not None:
            if generation_id in self.ids:
                self.duplicates += 1
                self.row("duplicate", text_or_none(generation.get("task_id")) or task_id, generation_id)
                return
            self.ids.add(generation_id)
        self.judge(generation_id, Signals(generation, task, self.policy.get("background_labels") or {}))

    def judge(self, generation_id, signals):
        flagged, near, incomplete, missing = [], [], False, set()
        for rule, counts in zip(self.policy["rules"], self.rules):
            band = rule_band(rule, signals, self.policy, missing)
            if band == MISSING:
                counts["missing"] += 1
                mode = rule.get("missing", self.policy.get("missing", "incomplete"))
                incomplete = incomplete or mode == "incomplete"
                band = FLAGGED if mode == "flag" else CLEAR
            if band == FLAGGED:
                flagged.append(rule["id"])
                counts["flagged"] += 1  # CHOICE: a rule that flags because it is missing counts in both
            elif band == NEAR:
                near.append(rule["id"])
                counts["near"] += 1
        decision = "flagged" if flagged else "near" if near else "incomplete" if incomplete else "clear"
        self.decisions[decision] += 1
        agreement = {(True, True): "both", (True, False): "policy_only", (False, True): "platform_only",
                     (False, False): "neither"}[decision == "flagged", signals.platform_flagged]
        self.agreement[agreement] += 1
        for path in signals.unrecognised:
            self.unrecognised[path] = self.unrecognised.get(path, 0) + 1
        for name, signal in signals.named.items():
            self.signals.setdefault(name, []).append(signal)
        if decision != "clear":
            self.listed.append({
                "generation_id": generation_id, "decision": decision, "rules_flagged": flagged, "rules_near": near,
                "missing_signals": sorted(missing), "platform": "flagged" if signals.platform_flagged else "not_flagged",
                "agreement": agreement, "defect_pointers": sorted(signals.defects),
                "task_defect_pointers": sorted(signals.task_defects)})

    def result(self):
        audited = self.seen - self.duplicates
        counts = {"responses": self.responses, "tasks": self.tasks, "generations": self.seen, **self.decisions,
                  "duplicates": self.duplicates}
        assert sum(self.decisions.values()) == audited == sum(self.agreement.values())
        assert len(self.rows) == sum(self.unaudited.values()) + self.duplicates
        assert len(self.listed) == audited - self.decisions["clear"]
        for name in exact_names(self.policy):
            self.signals.setdefault(name, [])
        summary = []
        for name in sorted(self.signals, key=lambda n: n.encode()):
            values = [s.summary_value() for s in self.signals[name] if s.present]
            numbers = [v for v in values if v is not None]
            # CHOICE: `present`: a usable value; `zero`: of these 0, false, or a series of nothing else;
            # `missing`: every other audited generation, whether the name was there or not.
            summary.append({"signal": name, "present": len(values), "zero": sum(v == 0 for v in numbers),
                            "missing": audited - len(values), "max": max(numbers, default=None)})
        return {"counts": counts, "unaudited": self.unaudited, "rules": self.rules, "agreement": self.agreement,
                "generations": self.listed, "unaudited_rows": self.rows,
                "unrecognised": dict(sorted(self.unrecognised.items())), "signals": summary}


class Count(Run):
    """How many generations and rows a text has."""

    def __init__(self):
        super().__init__({"rules": []})
        self.items = 0

    def row(self, kind, task_id=None, generation_id=None):
        self.items += 1

    def generation(self, generation, task, task_id):
        self.items += 1


def is_overfull(value, size):
    """Whether it is more than one text may hold; it is unreadable then, as a whole."""
    count = Count()
    count.text(value)
    return count.items > max(MIN_ITEMS, size // BYTES_PER_ITEM)


# ---------------------------------------------------------------- signals

NUMBER, BOOLEAN, TEXT, NUMBERS, BOOLEANS = "number", "boolean", "text", "series of numbers", "series of booleans"


class Signal:
    """A name that is there. `value` None: no usable one. Of a series: one item per frame, None for a defective one."""

    def __init__(self, kind, value):
        self.kind, self.value = kind, value

    @property
    def sound(self):
        return [v for v in self.value if v is not None]

    @property
    def present(self):
        if self.kind in (NUMBERS, BOOLEANS):
            return self.value is not None and bool(self.sound)
        return self.value is not None

    @property
    def partial(self):
        return self.kind in (NUMBERS, BOOLEANS) and len(self.sound) < len(self.value)

    def summary_value(self):
        if self.kind == TEXT:
            return None
        if self.kind in (NUMBERS, BOOLEANS):
            return max(float(v) for v in self.sound)
        return float(self.value)


def segment(name):
    """A response's own name as one segment of a signal name."""
    def escape(match):
        return "".join("%%%02X" % byte for byte in match.group().encode("utf-8"))
    return re.sub(r"[.*%\s\x00-\x1f\x7f-\x9f]", escape, name)


def step(name):
    """A key as one step of a JSON pointer."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def finite(value):
    """The number as a double, or None where it is none or not a finite one."""
    if not is_number(value):
        return None
    try:
        value = float(value)
    except OverflowError:
        return None
    return value if abs(value) <= sys.float_info.max else None


def score(value):
    value = finite(value)
    return value if value is not None and 0 <= value <= 1 else None


def integer(value):
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if is_number(value) and isinstance(value, int) and -2**63 <= value < 2**63 else None


CHECKS = {
    TEXT: text_or_none,
    BOOLEAN: lambda value: value if isinstance(value, bool) else None,
    NUMBER: finite,
    "integer": integer,
    "list": lambda value: value if isinstance(value, list) else None,
    "object": lambda value: value if isinstance(value, dict) else None,
}


class Signals:
    """The signals, defects, unrecognised paths and platform view of one generation."""

    def __init__(self, generation, task, background_labels):
        self.named, self.defects, self.task_defects, self.unrecognised = {}, [], [], []
        self.unusable = []  # kind and name, with stars, of what blocks that can't be used may have held
        self.platform_flagged = False
        self.background = background_labels
        self.read_generation(generation)
        self.read_task(task)

    # Where a field stands: its signal name (or none), its value, its defect.

    def field(self, owner, key, check, pointer="", signal=None, defects=None):
        """The field's value, or None. Wrong type: a defect. Null or absent: no signal, no defect."""
        value = owner.get(key)
        if value is None:
            return None
        sound = CHECKS[check](value)
        if sound is None:
            (self.defects if defects is None else defects).append(pointer + step(key))
        if signal:
            self.named[signal] = Signal(check, sound)
        return sound

    def read_generation(self, generation):
        if not is_text(generation.get("id")):
            self.defects.append("/id")
        for key in ("task_id", "created_at", "model", "operation", "title", "prompt"):
            self.field(generation, key, TEXT)
        for key in ("width", "height", "n_frames", "seed"):
            self.field(generation, key, "integer")
        self.field(generation, "is_public", BOOLEAN)
        if not is_text(generation.get("user")):  # CHOICE: a text is the user id itself, as in a task
            user = self.field(generation, "user", "object")
            if user:
                self.field(user, "id", TEXT, "/user")
        self.read_moderation(generation, "generation", self.defects)
        self.read_legal(generation)
        self.read_output(generation)
        known = {"output_moderation_result", "legal_classifier_result", "safety_classifier_result"}
        self.note_unknown("", {"safety_classifier_result": generation.get("safety_classifier_result")}, set())
        if isinstance(generation.get("safety_classifier_result"), GivenTwice):
            self.defects.append("/safety_classifier_result")
        self.note_unknown("", {k: v for k, v in generation.items()
                               if k.endswith(("_moderation_result", "_classifier_result"))}, known)

    def read_task(self, task):
        self.read_moderation(task, "task", self.task_defects)
        self.note_unknown("task", {k: v for k, v in task.items()
                                   if k.endswith(("_moderation_result", "_classifier_result"))}, set())
        for key in ("legal_classifier_result", "output_moderation_result", "safety_classifier_result"):
            if isinstance(task.get(key), GivenTwice):
                self.task_defects.append(step(key))
        self.field(task, "needs_user_review", BOOLEAN, "", "task.needs_user_review", self.task_defects)

    def read_moderation(self, owner, name, defects):
        block = self.field(owner, "moderation_result", "object", "", None, defects)
        if block is None:
            if owner.get("moderation_result") is not None:
                self.nothing_of(TEXT, name + ".moderation.type", name + ".moderation.code")
                self.nothing_of(BOOLEAN, name + ".moderation.is_output_rejection")
            return
        at = "/moderation_result"
        kind = self.field(block, "type", TEXT, at, name + ".moderation.type", defects)
        self.field(block, "code", TEXT, at, name + ".moderation.code", defects)
        rejected = self.field(block, "is_output_rejection", BOOLEAN, at, name + ".moderation.is_output_rejection", defects)
        if name == "generation":
            self.platform_flagged |= (kind is not None and kind != "passed") or rejected is True
        self.note_unknown(("" if name == "generation" else name) + at, block,
                          {"type", "code", "is_output_rejection", "task_id"})
        if isinstance(block.get("results_by_frame_index"), GivenTwice):
            defects.append(at + "/results_by_frame_index")

    def read_legal(self, generation):
        classifiers = self.field(generation, "legal_classifier_result", "object") or {}
        for name, frames in classifiers.items():
            pointer = "/legal_classifier_result" + step(name)
            scores = verdicts = None
            if isinstance(frames, list):
                scores, verdicts, noted = [], [], False
                for index, frame in enumerate(frames):
                    if not noted and isinstance(frame, dict) and set(frame) - {"l", "p", "v"}:
                        noted = True  # CHOICE: the first frame that has something else speaks for all
                        self.note_unknown(pointer, frame, {"l", "p", "v"})
                    p, v = self.read_frame(name, frame)
                    scores.append(p)
                    verdicts.append(v)
                    if p is None:
                        self.defects.append(pointer + "/" + str(index))  # CHOICE: one per frame, at the frame
                    if isinstance(frame, dict) and frame.get("v") is True:
                        self.platform_flagged = True  # CHOICE: also in a frame that is defective otherwise
            elif frames is not None:
                self.defects.append(pointer)
            self.named["legal." + segment(name) + ".score"] = Signal(NUMBERS, scores)
            self.named["legal." + segment(name) + ".verdict"] = Signal(BOOLEANS, verdicts)

    def read_frame(self, classifier, frame):
        if not isinstance(frame, dict):
            return None, None
        label, p, v = integer(frame.get("l")), score(frame.get("p")), frame.get("v")
        if label is None or p is None or not isinstance(v, bool):
            return None, None
        if not v and label in self.background.get(classifier, ()):
            p = 0.0
        return p, v

    def nothing_of(self, kind, *names):
        """Signals whose block is there, and no object."""
        for name in names:
            self.named[name] = Signal(kind, None)

    def read_output(self, generation):
        output = self.field(generation, "output_moderation_result", "object")
        if output is None and generation.get("output_moderation_result") is not None:
            self.nothing_of(BOOLEAN, "output.is_flagged", "output.is_terminal", "u18.is_child", "u18.is_realistic")
            self.nothing_of(NUMBER, "output.risk_level")
            self.nothing_of(TEXT, "output.type")
        output = output or {}
        at = "/output_moderation_result"
        flagged = self.field(output, "is_flagged", BOOLEAN, at, "output.is_flagged")
        self.platform_flagged |= flagged is True
        self.field(output, "is_terminal", BOOLEAN, at, "output.is_terminal")
        self.field(output, "risk_level", NUMBER, at, "output.risk_level")
        self.field(output, "type", TEXT, at, "output.type")
        if isinstance(output.get("rewrite_results"), GivenTwice):
            self.defects.append(at + "/rewrite_results")
        filters = self.field(output, "filter_results", "object", at)
        if filters is None and output.get("filter_results") is not None:
            self.unusable += [(NUMBER, "*.*.*"), (TEXT, "*.type")]
        filters = filters or {}
        for name in filters:
            self.read_filter(filters, name, at + "/filter_results")
        mappers = self.field(output, "mapper_metadata", "object", at)
        u18 = self.field(mappers or {}, "u18", "object", at + "/mapper_metadata")
        if (mappers is None and output.get("mapper_metadata") is not None
                or u18 is None and (mappers or {}).get("u18") is not None):
            self.nothing_of(BOOLEAN, "u18.is_child", "u18.is_realistic")
        mappers, u18 = mappers or {}, u18 or {}
        self.field(u18, "is_child", BOOLEAN, at + "/mapper_metadata/u18", "u18.is_child")
        self.field(u18, "is_realistic", BOOLEAN, at + "/mapper_metadata/u18", "u18.is_realistic")
        self.field(u18, "rationale", TEXT, at + "/mapper_metadata/u18")
        self.note_unknown(at + "/mapper_metadata", mappers, {"u18"})
        self.note_unknown(at, output, {"is_flagged", "is_terminal", "risk_level", "type", "filter_results",
                                       "mapper_metadata", "original_prompt"})

    def read_filter(self, filters, name, at):
        # CHOICE: of a filter that is no object, its type is there and defective.
        result = self.field(filters, name, "object", at)
        if result is None:
            if filters[name] is not None:
                self.nothing_of(TEXT, segment(name) + ".type")
            if isinstance(filters[name], GivenTwice):
                for copy in filters[name].values:
                    self.note_unusable(copy, segment(name) + ".*.*")
                    metadata = copy.get("metadata") if isinstance(copy, dict) else None
                    self.note_unusable(metadata, segment(name) + ".*.*")
                    for scope, categories in metadata.items() if isinstance(metadata, dict) else ():
                        self.no_scores(name, scope, categories)
            else:
                self.note_unusable(filters[name], segment(name) + ".*.*")
            return
        at += step(name)
        kind = self.field(result, "type", TEXT, at, segment(name) + ".type")
        self.platform_flagged |= kind is not None and kind != "passed"
        self.field(result, "reason", TEXT, at)
        self.field(result, "labels", "list", at)
        self.field(result, "flagged_indices", "list", at)
        self.note_unknown(at, result, {"type", "reason", "labels", "flagged_indices", "metadata"})
        scopes = self.field(result, "metadata", "object", at) or {}
        self.note_unusable(result.get("metadata"), segment(name) + ".*.*")
        for scope in scopes:
            categories = self.field(scopes, scope, "object", at + "/metadata") or {}
            self.no_scores(name, scope, scopes[scope], counts=categories)
            for category, value in categories.items():
                sound = score(value)
                if sound is None and value is not None:
                    self.defects.append(at + "/metadata" + step(scope) + step(category))
                self.named[".".join(map(segment, (name, scope, category)))] = Signal(NUMBER, sound)

    def no_scores(self, name, scope, categories, counts=None):
        """Categories that are named where nothing counts, and blocks that can't be used."""
        copies = categories.values if isinstance(categories, GivenTwice) else [categories]
        for copy in copies:
            self.note_unusable(copy, segment(name) + "." + segment(scope) + ".*")
            for category in copy if isinstance(copy, dict) and copy is not counts else ():
                self.nothing_of(NUMBER, ".".join(map(segment, (name, scope, category))))

    def note_unusable(self, block, name):
        if block is not None and not isinstance(block, dict):
            self.unusable.append((NUMBER, name))

    def note_unknown(self, at, owner, known):
        for key, value in owner.items():
            if key not in known and value is not None and value != {} and value != []:
                self.unrecognised.append(at + step(key))


# ---------------------------------------------------------------- policy

CLEAR, MISSING, NEAR, FLAGGED = range(4)  # in the order of an `any`: the highest one wins


def exact_names(policy):
    def of(node):
        for key in ("all", "any"):
            for child in node.get(key) or ():
                yield from of(child)
        yield from (name for name in signal_list(node) if "*" not in name)
    for rule in policy["rules"]:
        yield from of(rule)


def signal_list(condition):
    signals = condition.get("signal") or []
    return [signals] if isinstance(signals, str) else signals


def rule_band(node, signals, policy, missing):
    if "all" in node:
        bands = [rule_band(child, signals, policy, missing) for child in node["all"]]
        return CLEAR if CLEAR in bands else MISSING if MISSING in bands else min(bands)
    if "any" in node:
        return max([rule_band(child, signals, policy, missing) for child in node["any"]])
    return max(signal_band(node, name, signals, policy, missing) for name in signal_list(node))


def signal_band(condition, name, signals, policy, missing):
    if "flag_at" in condition:
        kinds = (NUMBER, NUMBERS, BOOLEANS)
    elif "is" in condition:
        kinds = (BOOLEAN, BOOLEANS)
    else:
        kinds = (TEXT,)
    pattern = re.compile("[^.]*".join(map(re.escape, name.split("*"))), re.S)
    matched = [n for n in signals.named if pattern.fullmatch(n) and signals.named[n].kind in kinds]
    unusable = [n for kind, n in signals.unusable if kind in kinds and may_match(name, n)]
    if not matched and not unusable:
        missing.add(name)
        return MISSING
    missing.update(unusable)
    bands = [MISSING] * len(unusable)
    for one in matched:
        signal = signals.named[one]
        band = MISSING
        if signal.present:
            band = value_band(condition, signal, policy)
            if band == CLEAR and signal.partial:
                band = MISSING
        if band == MISSING:
            missing.add(one)
        bands.append(band)
    return max(bands)


def may_match(pattern, name):
    """Whether the pattern would match a name that `name` may stand for: a star in it is any segment."""
    ours, theirs = pattern.split("."), name.split(".")
    return "*" in pattern and len(ours) == len(theirs) and all(
        their == "*" or re.fullmatch(".*".join(map(re.escape, our.split("*"))), their, re.S)
        for our, their in zip(ours, theirs))


def value_band(condition, signal, policy):
    if "is" in condition:
        value = any(signal.sound) if signal.kind == BOOLEANS else signal.value
        return FLAGGED if value == condition["is"] else CLEAR
    if "in" in condition:
        return FLAGGED if signal.value in condition["in"] else CLEAR
    if "not_in" in condition:
        return FLAGGED if signal.value not in condition["not_in"] else CLEAR
    value = signal.value if signal.kind == NUMBER else statistic(condition, signal)
    flag_at, near_at = condition["flag_at"], condition.get("near_at")
    if near_at is None:
        near_at = float(Decimal(repr(policy.get("near", 0.8))) * Decimal(repr(flag_at)))
    return FLAGGED if value >= flag_at else NEAR if value >= near_at else CLEAR


def statistic(condition, signal):
    name, sound = condition.get("statistic", "max"), signal.sound
    if name == "max":
        return max(float(v) for v in sound)
    if name == "mean":
        total = 0.0
        for value in sound:
            total += float(value)
        return total / len(sound)
    hits = [v is not None and (v if signal.kind == BOOLEANS else v >= condition["frame_at"]) for v in signal.value]
    if name == "share":
        return sum(hits) / len(sound)
    if name == "count":
        return sum(hits)
    longest = current = 0
    for hit in hits:
        current = current + 1 if hit else 0
        longest = max(longest, current)
    return longest


# ---------------------------------------------------------------- command

def main():
    parser = argparse.ArgumentParser(description="the slow second reading of the contract")
    parser.add_argument("--policy", required=True)
    parser.add_argument("input", nargs="+")
    arguments = parser.parse_args()
    with open(arguments.policy, encoding="utf-8") as file:
        policy = yaml.safe_load(file)
    run = Run(policy)
    for path in files(arguments.input):
        for value, size in list(texts(read(path))) or [(UNREADABLE, 0)]:  # CHOICE: a file without a text is a row
            if value is UNREADABLE or is_overfull(value, size):
                run.responses += 1
                run.row("unreadable")
            else:
                run.text(value)
    json.dump(run.result(), sys.stdout, indent=1, ensure_ascii=True, allow_nan=False)
    print()


if __name__ == "__main__":
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    # Nesting is bounded by MAX_DEPTH after parsing, so parsing itself must survive a little more than that.
    sys.setrecursionlimit(20_000)
    threading.stack_size(512 * 1024 * 1024)
    failure = []

    def guarded():
        try:
            main()
        except BaseException as error:  # handed to the main thread, so that the exit status tells
            failure.append(error)

    worker = threading.Thread(target=guarded)
    worker.start()
    worker.join()
    if failure:
        raise failure[0]
