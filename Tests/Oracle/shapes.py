"""Contract section 1, second half: what an object is, told by its own keys."""
from records import is_text
from texts import GivenTwice, UnsoundText

# Keys that hold another envelope or an array of them.
HOLDERS = ("data", "result", "response", "task_response", "tasks", "items", "payload", "detail", "pending_info")
SUCCESS = ("success", "ok", "0", "200")
DRAFTS = ("sora_draft", "sora_content_violation", "sora_error")


def captured_id(value):
    """The id at the end of the URL of a capture, or None."""
    url = value.get("url")
    return url.rsplit("/", 1)[-1] or None if "fetched_at" in value and is_text(url) else None


def refuses(value):
    """Whether the object has a `code` that means no success."""
    if "code" not in value:
        return False
    code = value["code"]
    if isinstance(code, bool):
        return True
    return not (is_text(code) and code.lower() in SUCCESS or isinstance(code, (int, float)) and code in (0, 200))


def is_empty(value):
    """An empty or null holder decides nothing."""
    return value is None or value in ({}, [], "")


def copies(value):
    """The values of a key: CHOICE: of a holder that is given twice, every copy is read."""
    return value.values if isinstance(value, GivenTwice) else [value]


def hides_generations(value):
    """Whether a value in a place for something else has generations in it."""
    if isinstance(value, GivenTwice):
        return any(map(hides_generations, value.values))
    if isinstance(value, list):
        return any(map(hides_generations, value))
    if not isinstance(value, dict):
        return False
    return is_lone_generation(value) or any(
        isinstance(value.get(key), list) and value[key] for key in ("generations", "task_responses")) or any(
        map(hides_generations, value.values()))


def is_task(value):
    """A task by its own keys, with generations or without them."""
    if is_lone_generation(value):
        return False
    if "generations" in value:
        return True
    return value.get("id") is not None and (
        value.get("type") == "video_gen" or value.get("moderation_result") is not None
        or value.get("num_unsafe_generations") is not None or is_text(value.get("status")) and not is_text(value.get("task_id")))


def is_lone_generation(value):
    """A generation by itself: an id and the blocks that only generations have. An empty block decides nothing."""
    blocks = (value.get("legal_classifier_result"), value.get("output_moderation_result"))
    named = not is_empty(value.get("id")) or not is_empty(value.get("generation_id"))
    return named and is_empty(value.get("generations")) and any(
        isinstance(block, dict) and block for block in blocks)


def is_relay_task(value, outer):
    """A relay's `data`: `task_id` and `status`. CHOICE: directly in a relay one of them is enough."""
    if outer is not None and "code" in outer.value:
        return not is_empty(value.get("task_id")) or not is_empty(value.get("status"))
    return not is_empty(value.get("task_id")) and (not is_empty(value.get("status")) or "data" in value)


def has_error(value):
    """Whether the object gives an error."""
    error = value.get("error")
    return isinstance(error, GivenTwice) or is_text(error) and bool(error) or isinstance(error, dict) and bool(error)


def is_error(value):
    """An error by its own keys: `error`, a message without data, or a detail that is a text."""
    if has_error(value) or is_text(value.get("detail")) and value["detail"]:
        return True
    said = any(is_text(value.get(key)) and value[key] for key in ("message", "msg"))
    return said and is_empty(value.get("data")) and not ("code" in value and not refuses(value))


def is_own_shape(value, outer):
    """Whether the object is an envelope without looking into its holders, and not only an error."""
    return (is_task(value) or is_lone_generation(value) or "task_responses" in value or value.get("kind") in DRAFTS
            or value.get("object") in ("video", "list") or is_relay_task(value, outer))


def holds(value, outer=None):
    """Whether the value is an envelope or an array that holds one."""
    if isinstance(value, list):
        return any(holds(element, outer) for element in value)
    if isinstance(value, GivenTwice):
        return any(holds(copy, outer) for copy in value.values)
    if not isinstance(value, dict):
        return False
    if is_own_shape(value, outer) or "code" in value:
        return True
    place = Place(value)
    if any(holds(value.get(key), place) for key in HOLDERS):
        return True
    # CHOICE: an error within a task or a relay's `data` is a word on that one, and no answer of its own.
    return is_error(value) and (outer is None or not is_own_shape(outer.value, None))


TASK_FIELDS = """id task_id status fail_reason type created_at submit_time start_time finish_time user model operation
    prompt n_variants needs_user_review moderation_result num_unsafe_generations legal_classifier_result
    output_moderation_result safety_classifier_result""".split()
GENERATION_FIELDS = """id task_id created_at user model operation width height n_frames seed is_public title prompt
    moderation_result legal_classifier_result output_moderation_result safety_classifier_result""".split()


def is_plain_task(value):
    """Whether the object holds generations and nothing else."""
    held = [key for key in HOLDERS + ("task_responses", "generations") if not is_empty(value.get(key))]
    return held == ["generations"] and not is_lone_generation(value)


def is_field(value, key):
    """Whether a value of this key of a plain task or a listed generation shows as a defect or as unrecognised content."""
    return key in (TASK_FIELDS if is_plain_task(value) else GENERATION_FIELDS)


class Place:
    """An object of the text: its JSON pointer, and the object around it, or None at the root."""

    def __init__(self, value, pointer="", outer=None, is_listed=False):
        self.value, self.pointer, self.outer, self.is_listed = value, pointer, outer, is_listed
        self.is_unchecked = False

    def chain(self):
        """The object and those around it, from the inside to the outside."""
        place = self
        while place is not None:
            yield place
            place = place.outer

    def sound_text(self, key):
        """The text of this key that is not empty, or None."""
        value = self.value.get(key)
        return value if is_text(value) and value else None

    def first(self, read):
        """The first value that is not None, from the inside to the outside."""
        return next((v for v in map(read, self.chain()) if v is not None), None)

    def status(self):
        return self.first(lambda place: place.sound_text("status"))

    def task_id(self):
        """The id of the task: its own, else that of an object around it."""
        return self.first(Place.own_task_id)

    def own_task_id(self):
        """A relay's object has `task_id`, a task has `id`; a capture's URL ends in the id."""
        value = self.value
        if self.is_listed:
            return None
        if is_lone_generation(value) or value.get("kind") in DRAFTS:
            return self.sound_text("task_id")
        keys = ("id", "task_id") if is_task(value) or value.get("object") == "video" else ("task_id", "id")
        return self.sound_text(keys[0]) or self.sound_text(keys[1]) or captured_id(value)

    def relay_task_id(self):
        """The relay's own id where it differs from the task's."""
        relay = self.first(lambda place: None if place.is_listed or is_lone_generation(place.value)
                           else place.sound_text("task_id"))
        return relay if relay != self.task_id() else None

    def refused(self):
        """Whether a code around here means no success."""
        return any(refuses(place.value) for place in self.chain())
