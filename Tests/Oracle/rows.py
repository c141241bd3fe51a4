"""Contract section 5, second half: the kind and the words of a response or task that gave no generation."""
import re

from envelopes import DRAFTS, HOLDERS, has_error, is_empty, is_error, is_task, refuses
from records import finite, is_text, text_or_none

ENDED_BADLY = re.compile("(fail|error|cancel|reject).*|timeout|timed_out|expired|blocked|deleted|.*_failed", re.S)
ENDED_WELL = re.compile("(succe|complet|finish).*|done", re.S)
REFUSED = re.compile("reject.*|blocked", re.S)
MODERATION = re.compile("moderation|policy", re.I)  # CHOICE: the words that name moderation or policy

# Keys that give the platform's words, and the keys within them where the value is an object.
WORDS = ("fail_reason", "failure_reason", "error", "message", "msg", "detail", "rationale", "reason_str", "error_message")
INNER_WORDS = ("code", "message", "msg", "reason", "rationale")


def says(value):
    """Whether a reason says anything."""
    return is_text(value) and bool(value) or isinstance(value, dict) and bool(value)


def words_of(value):
    """The platform's words in one object."""
    words = []
    success = "code" in value and not refuses(value)
    for key in WORDS:
        said = value.get(key)
        if success and key in ("message", "msg"):
            continue  # the message of a success is no reason
        if is_text(said) and said:
            words.append(said)
        elif isinstance(said, dict):
            words += [said[key] for key in INNER_WORDS if is_text(said.get(key)) and said[key]]
    if refuses(value) and is_text(value["code"]) and value["code"]:
        words.append(value["code"])
    return words


def moderation(place):
    """The `moderation_result` of the task, or of an object around it."""
    block = place.first(lambda one: one.value.get("moderation_result") or None)
    return block if isinstance(block, dict) else {}


def withheld(value):
    """`num_unsafe_generations`: how many generations the platform withheld."""
    number = finite(value.get("num_unsafe_generations"))
    return int(number) if number is not None and number >= 0 and number == int(number) else 0


def is_refused_by_platform(place):
    """Whether moderation stopped the task, by its moderation result, its status or its withheld generations."""
    block = moderation(place)
    kind = text_or_none(block.get("type"))
    status = (place.status() or "").lower()
    return (block.get("is_output_rejection") is True or kind not in (None, "", "passed")
            or bool(REFUSED.fullmatch(status)) or place.value.get("kind") == "sora_content_violation"
            or is_task(place.value) and withheld(place.value) > 0)


def kind_of(place):
    """The kind of the row of an object without generations."""
    value = place.value
    words = [word for one in place.chain() for word in words_of(one.value)]
    if is_refused_by_platform(place):
        return "rejected"
    failed = place.refused() or fails(place)
    if failed and any(MODERATION.search(word) for word in words):
        return "rejected"
    if place.refused() or is_bare_error(place):
        return "api_error"
    if failed:
        return "failed"
    status = (place.status() or "").lower()
    if status and not ENDED_WELL.fullmatch(status):
        return "pending"
    # CHOICE: a holder that is no envelope is not passed over as empty.
    held = [value.get(key) for key in HOLDERS if key not in ("detail", "result")]
    return "empty" if all(map(is_empty, held)) else "unreadable"


def is_bare_error(place):
    """Whether the object is an error and no task."""
    value = place.value
    task = is_task(value) or value.get("object") == "video" or value.get("kind") in DRAFTS or "task_id" in value
    return not task and is_error(value)


def fails(place):
    """Whether the task ended badly, or says why it failed."""
    if ENDED_BADLY.fullmatch((place.status() or "").lower()) or place.value.get("kind") == "sora_error":
        return True
    if is_bare_error(place):
        return True
    return any(says(one.value.get("failure_reason")) or says(one.value.get("fail_reason")) or has_error(one.value)
               for one in place.chain())


def words_to_show(place):
    """The words that the reason of a row holds, from the object and those around it."""
    return [word for one in place.chain() for word in words_of(one.value)]
