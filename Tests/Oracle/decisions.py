"""Contract section 5: decisions, duplicates, revisions, and the rows of what was not audited.

`Audit` takes JSON texts (`Envelopes.text`) and keeps what the report is made of.
"""
from digests import review_key, rule_digests, signals_sha256
from envelopes import Envelopes
from policy import CLEAR, FLAGGED, MISSING, NEAR, rule_result
from records import TEXT, text_or_none
from rows import kind_of, withheld, words_to_show
from signals import Signals

SEVERITIES = ("critical", "high", "medium", "low")
UNAUDITED = ("unreadable", "api_error", "rejected", "pending", "failed", "empty", "superseded")


class Audit(Envelopes):
    """Judges each generation in input order."""

    def __init__(self, policy):
        super().__init__()
        self.policy = policy
        self.seen = self.duplicates = self.revisions = self.withheld = self.defective = 0
        self.rows = []  # unaudited responses and tasks, and duplicates
        self.final_tasks = set()  # ids of tasks with generations or a rejection
        self.first = {}  # generation id: the bands of its first answer
        self.answers = {}  # generation id: how many answers were judged
        self.decisions = dict.fromkeys(["flagged", "near", "incomplete", "clear"], 0)
        self.agreement = dict.fromkeys(["both", "policy_only", "platform_only", "neither"], 0)
        self.rules = [dict(id=r["id"], severity=r.get("severity", "medium"), flagged=0, near=0, missing=0,
                           **rule_digests(r, policy))
                      for r in policy["rules"]]
        self.unrecognised = {}
        self.signals = {}
        self.source, self.byte_offset = "", 0  # of the text that is read
        self.unread = {}  # name: in how many generations it is above 0.5 or true and the platform flagged
        self.listed = []

    def row(self, kind, place=None, shape=None):
        row = {"kind": kind, "task_id": None, "generation_id": None, "status": None, "source": self.source,
               "byte_offset": self.byte_offset, "moderation_type": None, "moderation_code": None,
               "is_output_rejection": None, "words": []}
        self.rows.append(row)
        if place is None:
            return
        row["task_id"] = place.task_id()
        row["status"] = place.status()
        block = place.moderation()
        row["moderation_type"] = text_or_none(block.get("type"))
        row["moderation_code"] = text_or_none(block.get("code"))
        row["is_output_rejection"] = block["is_output_rejection"] if isinstance(
            block.get("is_output_rejection"), bool) else None
        if shape is not None and kind != "unreadable":
            row["words"] = words_to_show(place)
        if shape == "draft":
            row["generation_id"] = place.sound_text("id") or place.sound_text("generation_id")
        if kind == "rejected":
            self.final_tasks |= ids(place)
        signals = Signals(None, place if shape in ("task", "video") else None, {})
        if shape not in ("task", "video"):
            signals.read_around(place)
            if shape is not None:
                signals.read_reasons(place.value, place.pointer)
            if shape == "draft":
                signals.field(place.value, "id", TEXT, place.pointer)
                signals.read_id(place.value, "id", place.pointer)
        self.defective += bool(signals.defects)
        self.note_unrecognised(signals)

    def task(self, place):
        self.withheld += withheld(place.value)

    def generation(self, place, task):
        self.seen += 1
        value = place.value
        outer = task or place
        # An answer with generations is final unless the task goes on.
        if kind_of(outer, "task") != "pending":
            self.final_tasks |= ids(outer)
            if not outer.has_generation:
                self.final_tasks |= {place.sound_text("task_id")} - {None}
        outer.has_generation = True
        key = "generation_id" if value.get("id") in (None, "") else "id"  # CHOICE: of a draft
        generation_id = place.sound_text(key)
        task_id = text_or_none(value.get("task_id")) or (task.task_id() if task else place.task_id())
        signals = Signals(place, task, self.policy.get("background_labels") or {})
        missing = set()
        results = [rule_result(rule, signals, self.policy, missing) for rule in self.policy["rules"]]
        revision = None
        if generation_id is not None:
            bands = [result.band for result in results]
            if self.first.setdefault(generation_id, bands) is not bands:
                if bands == self.first[generation_id]:
                    self.duplicates += 1
                    self.rows.append({"kind": "duplicate", "task_id": task_id, "generation_id": generation_id,
                                      "source": self.source, "byte_offset": self.byte_offset})
                    return
                self.revisions += 1
                revision = self.answers[generation_id] + 1
            self.answers[generation_id] = revision or 1
        listed = {"source": self.source, "generation_id": generation_id, "task_id": task_id, "title": text_or_none(value.get("title")),
                  "prompt": text_or_none(value.get("prompt")), "revision": revision,
                  "relay_task_id": (task or place).relay_task_id(),
                  "missing_signals": sorted(missing), "defect_pointers": sorted(set(signals.defects))}
        self.judge(listed, results, signals, platform_flagged(value))

    def judge(self, listed, results, signals, platform):
        """The decision on one generation, from the results of its rules."""
        findings, incomplete = [], False
        for rule, counts, result in zip(self.policy["rules"], self.rules, results):
            band = result.band
            if band == MISSING:
                counts["missing"] += 1
                mode = rule.get("missing", self.policy.get("missing", "incomplete"))
                incomplete = incomplete or mode == "incomplete"
                band = FLAGGED if mode == "flag" else CLEAR
            if band in (FLAGGED, NEAR):
                counts["flagged" if band == FLAGGED else "near"] += 1  # CHOICE: a missing rule that flags counts as both
                findings.append((band, counts["severity"], counts["id"], result))
        flagged = [f for f in findings if f[0] == FLAGGED]
        near = [f for f in findings if f[0] == NEAR]
        decision = "flagged" if flagged else "near" if near else "incomplete" if incomplete else "clear"
        self.decisions[decision] += 1
        agreement = {(True, True): "both", (True, False): "policy_only", (False, True): "platform_only",
                     (False, False): "neither"}[decision == "flagged", platform]
        self.agreement[agreement] += 1
        self.defective += bool(signals.defects)
        self.note_unrecognised(signals)
        for name, signal in signals.named.items():
            self.signals.setdefault(name, []).append(signal)
            if platform and signal.present and (signal.summary_value() or 0) > 0.5:
                self.unread[name] = self.unread.get(name, 0) + 1
        if decision == "clear":
            return
        top = deciding(flagged or near)
        digest = signals_sha256(signals)
        meanings = {counts["id"]: counts["meaning_sha256"] for counts in self.rules}
        reviewed = [(meanings[f[2]], "flagged" if f[0] == FLAGGED else "near", f[3].value) for f in findings]
        self.listed.append({
            **listed, "signals_sha256": digest, "review_key": review_key(listed["generation_id"], digest, reviewed),
            "decision": decision, "severity": top and top[1],
            "rules_flagged": [f[2] for f in flagged], "rules_near": [f[2] for f in near],
            "near_severity": min((f[1] for f in near), key=SEVERITIES.index) if flagged and near else None,
            "top_rule": top and top[2], "top_signal": top and top[3].signal, "top_value": top and top[3].value,
            "top_flag_at": top and top[3].flag_at, "top_margin": top and top[3].margin,
            "findings": [{"band": "flagged" if band == FLAGGED else "near", "severity": severity, "rule_id": rule,
                          "signal": result.signal, "value": result.value, "flag_at": result.flag_at,
                          "margin": result.margin} for band, severity, rule, result in findings],
            "platform": "flagged" if platform else "not_flagged", "agreement": agreement})

    def note_unrecognised(self, signals):
        """Counts the unrecognised content of a generation or of a task without generations."""
        for path in set(signals.unrecognised):
            self.unrecognised[path] = self.unrecognised.get(path, 0) + 1

    def settle(self):
        """Marks the rows that a final answer of their task supersedes, and counts the rows by kind."""
        for row in self.rows:
            if row["kind"] in ("api_error", "pending", "failed") and row["task_id"] in self.final_tasks:
                row["kind"] = "superseded"
        return {kind: sum(row["kind"] == kind for row in self.rows) for kind in UNAUDITED}


def ids(place):
    """The ids by which a task is known."""
    return {place.task_id(), place.relay_task_id()} - {None}


def deciding(findings):
    """The finding with the highest severity, then margin, then rule order; findings without a margin come last."""
    return min(findings, default=None, key=lambda f: (
        SEVERITIES.index(f[1]), f[3].margin is None, -(f[3].margin or 0)))


def platform_flagged(generation):
    """Whether the platform itself flagged the generation."""
    moderation_result = block(generation, "moderation_result")
    output = block(generation, "output_moderation_result")
    types = [moderation_result.get("type")]
    filters = block(output, "filter_results")
    types += [block(filters, name).get("type") for name in filters]
    if any(text_or_none(kind) not in (None, "passed") for kind in types):
        return True
    if moderation_result.get("is_output_rejection") is True or output.get("is_flagged") is True:
        return True
    # CHOICE: a true verdict counts also in a frame that is defective otherwise.
    return any(isinstance(frame, dict) and frame.get("v") is True
               for series in block(generation, "legal_classifier_result").values() if isinstance(series, list)
               for frame in series)


def block(owner, key):
    """The object of this key, empty where it is absent or of another type."""
    value = owner.get(key)
    return value if isinstance(value, dict) else {}
