"""Contract section 5, second half: the kind and the words of a response or task that gave no generation."""
import re

from records import finite
from shapes import copies, is_counted_task, is_words, gives_reason, refuses

ENDED_BADLY = re.compile("(fail|error|cancel|reject).*|timeout|timed_out|expired|blocked|deleted|.*_failed", re.S)
ENDED_WELL = re.compile("(succe|complet|finish).*|done", re.S)
REFUSED = re.compile("reject.*|blocked", re.S)
MODERATION = re.compile("moderat|policy|policies|guardrail", re.I)  # CHOICE: the words that name moderation or a policy

# Keys that give reasons of a failure, those that serve what is within too, and keys that say something else.
AROUND = ("fail_reason", "failure_reason", "error")
REASONS = AROUND + ("reason_str", "error_message")
REMARKS = ("message", "msg", "rationale", "detail")
INNER_WORDS = ("code", "error", "message", "msg", "detail", "reason", "rationale")


def words_in(value, depth=0):
    """The words of a text, an object or a list."""
    if is_words(value):
        return [value]
    if isinstance(value, list):
        return [word for word in value[:10] if is_words(word)]
    if not isinstance(value, dict) or depth > 2:
        return []
    return [word for key in INNER_WORDS for copy in copies(value.get(key)) for word in words_in(copy, depth + 1)]


def words_of(value, keys):
    """The platform's words under some keys of an object; under `detail` only a text."""
    return [word for key in keys for copy in copies(value.get(key)) if key != "detail" or is_words(copy)
            for word in words_in(copy)]


def own_words(value):
    """What an object says of itself. That it succeeded is no reason."""
    said = words_of(value, REASONS + REMARKS) + words_of(value.get("moderation_result") or {}, ("rationale",)) if (
        isinstance(value.get("moderation_result"), dict)) else words_of(value, REASONS + REMARKS)
    said += words_of(value, ("failCode", "failMsg"))
    return [word for word in said if word.lower() not in ("success", "succeeded", "ok")]


def words_around(place):
    """What the envelopes around a row say: their failures, and code and message of those without success."""
    said = []
    for one in place.envelopes():
        said += words_of(one.value, AROUND)
        if refuses(one.value):
            said += words_of(one.value, ("code", "error", "message", "msg", "detail"))
    return said


def words_to_show(place):
    """The words that the reason of a row holds."""
    return own_words(place.value) + words_around(place)


def withheld(value):
    """`num_unsafe_generations`: how many generations the platform withheld."""
    number = finite(value.get("num_unsafe_generations"))
    return int(number) if number is not None and 0 <= number <= 10**6 and number == int(number) else 0


def fails(place, shape):
    """Whether the answer ended badly, or says why it failed."""
    status = (place.status() or "").lower()
    if ENDED_BADLY.fullmatch(status) or shape == "error" or place.value.get("kind") == "sora_error" or place.refused():
        return True
    own = REASONS + ("failCode", "failMsg")
    return any(gives_reason(copy) for one in place.envelopes() for key in (own if one is place else AROUND)
               for copy in copies(one.value.get(key)))


def kind_of(place, shape=None):
    """The kind of the row of an object without generations, which has this shape."""
    value, status, block = place.value, (place.status() or "").lower(), place.moderation()
    kind = block.get("type")
    if (block.get("is_output_rejection") is True or is_words(kind) and kind != "passed" or REFUSED.fullmatch(status)
            or value.get("kind") == "sora_content_violation"):
        return "rejected"
    failed = fails(place, shape)
    if failed and any(MODERATION.search(word) for word in words_to_show(place)):
        return "rejected"
    goes_on = status and not ENDED_WELL.fullmatch(status) and not ENDED_BADLY.fullmatch(status)
    if shape in ("task", "video") and withheld(value) > 0 and not goes_on:
        return "rejected"
    if place.refused() or shape == "error":
        return "api_error"
    if failed:
        return "failed"
    # CHOICE: a relay's task without a status, and without a place for the task, has just been ordered.
    ordered = shape in ("relay", "list") and not status and is_words(value.get("task_id")) and "data" not in value
    return "pending" if goes_on or ordered else "empty"
