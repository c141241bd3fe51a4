"""Contract section 4: what a rule says about the signals of one generation.

The policy is a mapping as YAML gives it, and valid.
"""
import re
from decimal import Decimal

from records import BOOLEAN, NUMBER, TEXT
from signals import BOOLEANS, NUMBERS


CLEAR, MISSING, NEAR, FLAGGED = range(4)  # bands in the order of an `any`: the highest one wins


def signal_list(condition):
    """The signal names and patterns of a condition."""
    signals = condition.get("signal") or []
    return [signals] if isinstance(signals, str) else signals


class Result:
    """The band of a rule or condition, and the signal, value, threshold and margin that decide it."""

    def __init__(self, band, signal=None, value=None, flag_at=None):
        self.band, self.signal, self.value, self.flag_at = band, signal, value, flag_at

    @property
    def margin(self):
        """The value minus `flag_at`, in decimals; None without a threshold."""
        if self.flag_at is None:
            return None
        return float(Decimal(repr(self.value)) - Decimal(repr(self.flag_at)))


def highest(results):
    """The first result of the highest band; in flagged and near the one furthest above its threshold."""
    band = max(r.band for r in results)
    return min((r for r in results if r.band == band), key=lambda r: (r.margin is None, -(r.margin or 0)))


def lowest(results):
    """The result of an `all` that is flagged or near: the one least above its threshold."""
    band = min(r.band for r in results)
    first = min((r for r in results), key=lambda r: (r.margin is None, r.margin or 0))
    return Result(band, first.signal, first.value, first.flag_at)


def rule_result(node, signals, policy, missing):
    """The result of a rule or of a condition in it. Adds the signals that it lacks to `missing`."""
    if "all" in node:
        results = [rule_result(child, signals, policy, missing) for child in node["all"]]
        for band in (CLEAR, MISSING):
            if any(r.band == band for r in results):
                return Result(band)
        return lowest(results)
    if "any" in node:
        return highest([rule_result(child, signals, policy, missing) for child in node["any"]])
    return highest([r for name in signal_list(node) for r in signal_results(node, name, signals, policy, missing)])


def kinds_of(condition):
    """The kinds of signals that a condition looks at."""
    if "flag_at" in condition:
        return (NUMBER, NUMBERS, BOOLEANS)
    return (BOOLEAN, BOOLEANS) if "is" in condition else (TEXT,)


def matches(pattern, name):
    """Whether the pattern matches the name; `*` is any run of characters within one segment."""
    return re.fullmatch("[^.]*".join(map(re.escape, pattern.split("*"))), name, re.S) is not None


def is_left_out(condition, name):
    """Whether `except` leaves the signal out."""
    left_out = condition.get("except") or []
    return any(matches(one, name) for one in ([left_out] if isinstance(left_out, str) else left_out))


def signal_results(condition, name, signals, policy, missing):
    """The results of a condition for one name or pattern, one per signal that it matches."""
    kinds = kinds_of(condition)
    # CHOICE: of signals with the same margin the first decides: the task's, then those of the generation.
    matched = [n for n in signals.named
               if signals.named[n].kind in kinds and matches(name, n) and not is_left_out(condition, n)]
    # CHOICE: signals that an unusable block may have held are left out where `except` leaves out all of them.
    unusable = [n for kind, n in signals.unusable
                if kind in kinds and may_match(name, n) and not is_left_out(condition, n)]
    if not matched and not unusable:
        missing.add(name)
        return [Result(MISSING)]
    missing.update(unusable)
    results = [Result(MISSING)] * len(unusable)
    for one in matched:
        signal = signals.named[one]
        result = value_result(condition, one, signal, policy) if signal.present else Result(MISSING)
        if result.band == CLEAR and signal.partial:
            result = Result(MISSING)
        if result.band == MISSING:
            missing.add(one)
        results.append(result)
    return results


def reads(rule, name, kind):
    """Whether the rule reads a signal of this name and kind."""
    children = (rule.get("all") or []) + (rule.get("any") or [])
    if any(reads(child, name, kind) for child in children):
        return True
    return bool(signal_list(rule)) and kind in kinds_of(rule) and not is_left_out(rule, name) and any(
        matches(one, name) for one in signal_list(rule))


def may_match(pattern, name):
    """Whether the pattern may match `name`, in which `*` is any segment."""
    ours, theirs = pattern.split("."), name.split(".")
    return "*" in pattern and len(ours) == len(theirs) and all(
        their == "*" or re.fullmatch(".*".join(map(re.escape, our.split("*"))), their, re.S)
        for our, their in zip(ours, theirs))


def value_result(condition, name, signal, policy):
    """The result for a signal that has a value."""
    if "flag_at" not in condition:
        value = any(signal.sound) if signal.kind == BOOLEANS else signal.value
        hit = (value == condition["is"] if "is" in condition else
               value in condition["in"] if "in" in condition else value not in condition["not_in"])
        return Result(FLAGGED if hit else CLEAR, name, value)
    value = signal.value if signal.kind == NUMBER else statistic(condition, signal)
    flag_at, near_at = condition["flag_at"], condition.get("near_at")
    if near_at is None:
        near_at = float(Decimal(repr(policy.get("near", 0.8))) * Decimal(repr(flag_at)))
    band = FLAGGED if value >= flag_at else NEAR if value >= near_at else CLEAR
    return Result(band, name, float(value), flag_at)


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
