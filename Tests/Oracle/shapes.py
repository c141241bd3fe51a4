"""Contract section 1, second half: what an object is, told by its own keys."""
from texts import GivenTwice

# Keys that hold another envelope or an array of them; of the first three, only envelopes have them.
STRICT_HOLDERS = ("data", "task_responses", "generations")
HOLDERS = STRICT_HOLDERS + ("result", "response", "task_response", "tasks", "items", "payload", "detail", "pending_info")
BLOCKS = ("legal_classifier_result", "output_moderation_result", "safety_classifier_result")
SUCCESS = ("success", "ok", "0", "200")
DRAFTS = ("sora_draft", "sora_content_violation", "sora_error")
RELAY_KEYS = ("code", "task_id", "fail_reason", "submit_time", "start_time", "finish_time")


def is_words(value):
    """Whether a value is a text that is not empty."""
    return isinstance(value, str) and bool(value)


def is_empty(value):
    """An empty or null value decides nothing."""
    return value is None or value in ({}, [], "")


def is_filled(value):
    """Whether a value is an object or array that is not empty. A key that is given twice may be one."""
    return isinstance(value, GivenTwice) or isinstance(value, (dict, list)) and bool(value)


def copies(value):
    """The values of a key, which may be given twice."""
    return value.values if isinstance(value, GivenTwice) else [value]


def is_block_name(key):
    """Whether a key is named like a moderation or classifier result, also with something behind it."""
    return "moderation_result" in key or "classifier_result" in key


def refuses(value):
    """Whether the object has a `code` that means no success."""
    code = value.get("code")
    if isinstance(code, bool) or not isinstance(code, (str, int, float)):
        return "code" in value
    return not (code.lower() in SUCCESS if isinstance(code, str) else code in (0, 200))


def gives_reason(value):
    """Whether a value says why something failed: a text, an object, or a list with a text in it."""
    return is_words(value) or isinstance(value, dict) and bool(value) or (
        isinstance(value, list) and any(map(is_words, value[:10])))


def has_error(value):
    """Whether the object gives an error, or a detail that is a text."""
    return any(map(gives_reason, copies(value.get("error")))) or any(map(is_words, copies(value.get("detail"))))


def is_error(value):
    """An error by its own keys: `error`, a detail that is a text, or a message without data and without a code."""
    if has_error(value):
        return True
    said = any(is_words(copy) for key in ("message", "msg") for copy in copies(value.get(key)))
    return said and is_empty(value.get("data")) and is_empty(value.get("code"))


def is_draft(value):
    """An entry of a page of drafts."""
    return isinstance(value.get("kind"), str) and value["kind"] in DRAFTS


def is_video(value):
    """A status object of the video API."""
    return value.get("object") == "video" and not (is_empty(value.get("status")) and is_empty(value.get("error")))


def is_counted_task(value):
    """A task by more than an id and a status: it may have a row beside what it holds."""
    withheld = not is_empty(value.get("num_unsafe_generations"))
    named = not is_empty(value.get("id"))
    return withheld and "generations" in value or named and (
        withheld or value.get("type") == "video_gen" or not is_empty(value.get("moderation_result")))


def is_task(value):
    """A task without generations, by its own keys."""
    named = not is_empty(value.get("id"))
    if is_counted_task(value) or named and "generations" in value:
        return True
    if is_words(value.get("status")) and (named or is_words(value.get("task_id"))):
        return True
    camel = (value.get("taskId"), value.get("state"))
    return not any(one is None or isinstance(one, GivenTwice) for one in camel)


def has_own_id(value):
    """Whether the object has an id of a generation."""
    other = value.get("generation_id")
    return not is_empty(value.get("id")) or not is_empty(other) and not isinstance(other, GivenTwice)


def is_lone_generation(value):
    """A generation by itself: an id, and a block with something in it. A task's blocks have no `task_id` beside them."""
    if not has_own_id(value) or not any(is_filled(value.get(key)) for key in BLOCKS):
        return False
    return is_empty(value.get("generations")) or not is_empty(value.get("task_id"))


def has_marks(value):
    """Whether the object has a key that only generations have."""
    return any(key in value for key in BLOCKS + ("seed", "is_public"))


def is_empty_generation(value):
    """A generation with empty blocks, if it is nothing else."""
    return has_marks(value) and not is_error(value) and (
        has_own_id(value) or any(is_filled(value.get(key)) for key in BLOCKS))


def is_relay(value, in_relay):
    """A relay's answer without a task. Within a relay, a status or an id is enough."""
    said = is_words(value.get("status")) or is_words(value.get("task_id"))
    if in_relay and "code" not in value and said:
        return True
    return "data" in value and not isinstance(value["data"], list) and (
        said or not is_empty(value.get("code")) or value.get("success") is True)


def is_empty_list(value):
    """A listing, feed or list without entries."""
    return any(value.get(key) == [] for key in ("task_responses", "data", "items"))


def own_shape(value, in_relay):
    """The first row of the contract's table that fits an object which holds no envelope, or None."""
    rows = (("draft", is_draft(value)), ("video", is_video(value)), ("task", is_task(value)), ("error", refuses(value)),
            ("generation", is_empty_generation(value)), ("relay", is_relay(value, in_relay)),
            ("error", has_error(value)), ("list", is_empty_list(value)), ("error", is_error(value)),
            ("task", "generations" in value), ("list", "task_responses" in value and is_empty(value["task_responses"])))
    return next((name for name, fits in rows if fits), None)


def has_results(value):
    """Whether moderation results stand somewhere within a value."""
    if isinstance(value, GivenTwice):
        return any(map(has_results, value.values))
    if isinstance(value, list):
        return any(map(has_results, value))
    if not isinstance(value, dict):
        return False
    names = ("generations", "task_responses", "legal_classifier_result", "output_moderation_result")
    filled = any(is_filled(copy) for name in names for copy in copies(value.get(name)))
    return filled or any(map(has_results, value.values()))


def strays(value):
    """The members in which results stand, though they are neither holders nor blocks."""
    return [key for key, held in value.items() if key not in HOLDERS and not is_block_name(key)
            for copy in copies(held) if has_results(copy)]


def holds(value, in_relay):
    """Whether a value in the place of an envelope is one, or a list with one in it."""
    if isinstance(value, list):
        return any(holds(element, in_relay) for element in value)
    if not isinstance(value, dict):
        return False
    if own_shape(value, in_relay) or is_lone_generation(value) or strays(value):
        return True
    in_relay = in_relay or any(key in value for key in RELAY_KEYS)
    return any(is_content(key, copy, in_relay) for key in HOLDERS for copy in copies(value.get(key)))


def is_content(key, value, in_relay):
    """Whether a holder's value holds an envelope. What stands in the place of generations must be a list of them."""
    if key == "generations":
        return isinstance(value, list) and bool(value) or has_results(value)
    return holds(value, in_relay)
