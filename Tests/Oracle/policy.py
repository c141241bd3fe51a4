"""Contract section 4: what a rule says about the signals of one generation.

The policy is a mapping as YAML gives it, and valid.
"""
import re
from decimal import Decimal

from records import BOOLEAN, NUMBER, TEXT
from signals import BOOLEANS, NUMBERS


CLEAR, MISSING, NEAR, FLAGGED = range(4)  # bands in the order of an `any`: the highest one wins


def exact_names(policy):
    """The signals that the policy names without `*`."""
    def of(node):
        for key in ("all", "any"):
            for child in node.get(key) or ():
                yield from of(child)
        yield from (name for name in signal_list(node) if "*" not in name)
    for rule in policy["rules"]:
        yield from of(rule)


def signal_list(condition):
    """The signal names and patterns of a condition."""
    signals = condition.get("signal") or []
    return [signals] if isinstance(signals, str) else signals


def rule_band(node, signals, policy, missing):
    """The band of a rule or of a condition in it. Adds the signals that it lacks to `missing`."""
    if "all" in node:
        bands = [rule_band(child, signals, policy, missing) for child in node["all"]]
        return CLEAR if CLEAR in bands else MISSING if MISSING in bands else min(bands)
    if "any" in node:
        return max([rule_band(child, signals, policy, missing) for child in node["any"]])
    return max(signal_band(node, name, signals, policy, missing) for name in signal_list(node))


def signal_band(condition, name, signals, policy, missing):
    """The band of a condition for one name or pattern: the highest of the signals that it matches."""
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
    """Whether the pattern may match `name`, in which `*` is any segment."""
    ours, theirs = pattern.split("."), name.split(".")
    return "*" in pattern and len(ours) == len(theirs) and all(
        their == "*" or re.fullmatch(".*".join(map(re.escape, our.split("*"))), their, re.S)
        for our, their in zip(ours, theirs))


def value_band(condition, signal, policy):
    """The band of a signal that has a value."""
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
    """The statistic of a series, over its sound frames."""
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
