"""Contract section 1, second half: objects in their places, and what those around an object say of it."""
from shapes import (RELAY_KEYS, copies, is_block_name, is_counted_task, is_draft, is_task, is_video, is_words,
                    refuses)
from texts import UnsoundText


class Place:
    """An object of the text: its JSON pointer, and the object around it, or None at the root."""

    def __init__(self, value, pointer="", outer=None, is_generation=False):
        self.value, self.pointer, self.outer, self.is_generation = value, pointer, outer, is_generation
        self.is_unchecked = False  # a capture that is no text of its own
        self.is_listing = False  # a task with a list of generations
        self.has_generation = False  # of which one is read

    def chain(self):
        """The object and those around it, from the inside to the outside."""
        place = self
        while place is not None:
            yield place
            place = place.outer

    def envelopes(self):
        """The same without generations, which say nothing of what is within them."""
        return [place for place in self.chain() if not place.is_generation]

    def sound_text(self, key):
        """The text of this key that is not empty, or None. An id is sound text."""
        value = self.value.get(key)
        return value if is_words(value) and not (key != "status" and isinstance(value, UnsoundText)) else None

    def first(self, read):
        """The first value that is not None, from the inside to the outside."""
        return next((v for v in map(read, self.chain()) if v is not None), None)

    def in_relay(self):
        """Whether a relay is around the object."""
        return any(key in place.value for place in self.envelopes() if place is not self for key in RELAY_KEYS)

    def status(self):
        """The status of the nearest object that has one."""
        return next((v for v in (place.own_status() for place in self.envelopes()) if v is not None), None)

    def own_status(self):
        if self.sound_text("status") is None and is_task(self.value) and is_words(self.value.get("state")):
            return self.value["state"]
        return self.sound_text("status")

    def task_id(self):
        """The id of the task: its own, else that of an object around it, else that in the URL of a capture."""
        return self.first(Place.own_task_id) or self.first(Place.captured_id)

    def own_task_id(self):
        """A relay's object has `task_id`, a task has `id`."""
        value = self.value
        if self.is_generation or is_draft(value):
            return self.sound_text("task_id")
        keys = ["task_id", "id"]
        if "generations" in value or is_counted_task(value) or is_video(value):
            keys.reverse()
        if is_task(value) and "taskId" in value and "id" not in value:
            keys.append("taskId")
        return next((self.sound_text(key) for key in keys if self.sound_text(key)), None)

    def captured_id(self):
        """The id at the end of the URL of a capture, or None."""
        url = self.value.get("url")
        return url.rsplit("/", 1)[-1] or None if "sha256" in self.value and is_words(url) else None

    def relay_task_id(self):
        """The relay's own id where it differs from the task's."""
        relay = next((place.sound_text("task_id") for place in self.envelopes() if place.sound_text("task_id")), None)
        return relay if relay != self.task_id() else None

    def refused(self):
        """Whether a code around here means no success."""
        return any(refuses(place.value) for place in self.envelopes())

    def moderation(self):
        """The nearest `moderation_result` of a task or envelope that says anything."""
        for place in self.envelopes():
            block = place.value.get("moderation_result")
            if isinstance(block, dict) and (is_words(block.get("type")) or is_words(block.get("code"))
                                            or isinstance(block.get("is_output_rejection"), bool)):
                return block
        return {}

    def noted_blocks(self):
        """The moderation blocks of an envelope around a task, which no signal reads."""
        return {key: held for key, held in self.value.items() if is_block_name(key)}
