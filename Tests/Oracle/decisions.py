"""Contract section 5: decisions, duplicates, and the rows of what was not audited.

`Audit` takes JSON texts (`Envelopes.text`) and keeps what the report is made of.
"""
from envelopes import Envelopes
from policy import CLEAR, FLAGGED, MISSING, NEAR, rule_band
from records import text_or_none
from signals import Signals


class Audit(Envelopes):
    """Judges each generation once, in input order."""

    def __init__(self, policy):
        super().__init__()
        self.policy = policy
        self.seen = 0
        self.unaudited = dict.fromkeys(["unreadable", "api_error", "pending", "failed", "empty"], 0)
        self.rows = []  # unaudited responses and tasks, and duplicates
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

    def generation(self, generation, task, task_id):
        self.seen += 1
        generation_id = text_or_none(generation.get("id"))
        if generation_id is not None:
            if generation_id in self.ids:
                self.duplicates += 1
                self.row("duplicate", text_or_none(generation.get("task_id")) or task_id, generation_id)
                return
            self.ids.add(generation_id)
        signals = Signals(generation, task, self.policy.get("background_labels") or {})
        self.judge(generation_id, signals, platform_flagged(generation))

    def judge(self, generation_id, signals, platform):
        """The decision on one generation, from the bands of its rules."""
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
                counts["flagged"] += 1  # CHOICE: a missing rule that flags counts as missing and as flagged
            elif band == NEAR:
                near.append(rule["id"])
                counts["near"] += 1
        decision = "flagged" if flagged else "near" if near else "incomplete" if incomplete else "clear"
        self.decisions[decision] += 1
        agreement = {(True, True): "both", (True, False): "policy_only", (False, True): "platform_only",
                     (False, False): "neither"}[decision == "flagged", platform]
        self.agreement[agreement] += 1
        for path in signals.unrecognised:
            self.unrecognised[path] = self.unrecognised.get(path, 0) + 1
        for name, signal in signals.named.items():
            self.signals.setdefault(name, []).append(signal)
        if decision != "clear":
            self.listed.append({
                "generation_id": generation_id, "decision": decision, "rules_flagged": flagged, "rules_near": near,
                "missing_signals": sorted(missing), "platform": "flagged" if platform else "not_flagged",
                "agreement": agreement, "defect_pointers": sorted(signals.defects),
                "task_defect_pointers": sorted(signals.task_defects)})


def platform_flagged(generation):
    """Whether the platform itself flagged the generation."""
    moderation = block(generation, "moderation_result")
    output = block(generation, "output_moderation_result")
    types = [moderation.get("type")]
    filters = block(output, "filter_results")
    types += [block(filters, name).get("type") for name in filters]
    if any(text_or_none(kind) not in (None, "passed") for kind in types):
        return True
    if moderation.get("is_output_rejection") is True or output.get("is_flagged") is True:
        return True
    # CHOICE: a true verdict counts also in a frame that is defective otherwise.
    return any(isinstance(frame, dict) and frame.get("v") is True
               for series in block(generation, "legal_classifier_result").values() if isinstance(series, list)
               for frame in series)


def block(owner, key):
    """The object of this key, empty where it is absent or of another type."""
    value = owner.get(key)
    return value if isinstance(value, dict) else {}
