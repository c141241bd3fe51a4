"""Contract section 5, second half: the kind and the words of a response or task that gave no generation."""
import re

from shapes import DRAFTS, HOLDERS, has_error, is_empty, is_error, is_lone_generation, is_task, refuses
from records import finite, is_text, text_or_none

ENDED_BADLY = re.compile("(fail|error|cancel|reject).*|timeout|timed_out|expired|blocked|deleted|.*_failed", re.S)
ENDED_WELL = re.compile("(succe|complet|finish).*|done", re.S)
REFUSED = re.compile("reject.*|blocked", re.S)
MODERATION = re.compile("moderation|policy", re.I)  # CHOICE: the words that name moderation or policy

# Keys that give the platform's words, and the keys within them where the value is an object.
WORDS = ("fail_reason", "failure_reason", "error", "message", "msg", "detail", "rationale", "reason_str", "error_message")
REASONS = ("fail_reason", "failure_reason", "error", "reason_str", "error_message")
INNER_WORDS = ("code", "error", "message", "msg", "detail", "reason", "rationale")


def says(value):
    """Whether a reason says anything."""
    return is_text(value) and bool(value) or isinstance(value, dict) and bool(value) or bool(list_words(value))


def list_words(value):
    """The texts of a list of reasons."""
    return [word for word in value[:10] if is_text(word) and word] if isinstance(value, list) else []


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
            words += inner_words(said)
        else:
            words += list_words(said)
    if refuses(value) and is_text(value["code"]) and value["code"]:
        words.append(value["code"])
    return words


def inner_words(value, depth=0):
    """The words in an object, also in objects within it."""
    words = []
    for key in INNER_WORDS:
        said = value.get(key)
        if is_text(said) and said:
            words.append(said)
        elif isinstance(said, dict) and depth < 2:
            words += inner_words(said, depth + 1)
    return words


def moderation(place):
    """The `moderation_result` of the task, or of an object around it."""
    block = place.first(lambda one: None if one.is_listed or is_lone_generation(one.value) else (
        one.value.get("moderation_result") or None))
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
    words = words_to_show(place)
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
    # CHOICE: a relay's task without a status, and without a place for the task, has just been ordered.
    if not status and is_text(value.get("task_id")) and "data" not in value and not is_task(value) and (
            value.get("kind") not in DRAFTS):
        return "pending"
    return "empty" if is_empty(value.get("generations")) else "unreadable"


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
    # CHOICE: a task's own word that it ended well goes before a reason from around it.
    ended_well = ENDED_WELL.fullmatch((place.sound_text("status") or "").lower())
    return any(says(one.value.get(key)) for one in ([place] if ended_well else place.chain()) for key in REASONS)


def words_to_show(place):
    """The words that the reason of a row holds. CHOICE: of objects around it, those of a failure."""
    return words_of(place.value) + [word for one in list(place.chain())[1:] for word in failures_of(one.value)]


def failures_of(value):
    """The words of a failure in an object around a task."""
    if refuses(value):
        return words_of({key: value[key] for key in ("code", "message", "msg", "error", "detail") if key in value})
    return words_of({key: value[key] for key in ("fail_reason", "failure_reason", "error") if key in value})
