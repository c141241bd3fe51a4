"""Envelopes of every shape, with a known field inserted into one of their objects.

`Insertions` numbers all combinations of an envelope, an object in it, a field, a value and a place in front or behind.
A field that the object has already occurs twice then. `line(number, serial)` is one of them as a line of JSON, with ids
that no other serial has.
"""
import hashlib
import json

RAW, AGAIN, SHA = "@@RAW ", "@@again", "@@SHA"

FIELDS = """code message msg data task_responses generations items result response task_response tasks payload detail
    pending_info id task_id generation_id status type object kind error fail_reason failure_reason reason_str
    error_message rationale moderation_result output_moderation_result legal_classifier_result safety_classifier_result
    audio_moderation_result num_unsafe_generations n_variants needs_user_review ordering_key last_id has_more created_at
    submit_time finish_time user url prompt title model width seed is_public""".split()

BLOCKS = ("legal_classifier_result", "output_moderation_result", "moderation_result")


def generation(name, score=0.95):
    return {"id": "gen_" + name, "task_id": "task_" + name, "title": "t", "prompt": "p", "seed": 1,
            "legal_classifier_result": {"ip": [{"l": 1, "p": score, "v": False}]},
            "moderation_result": {"type": "passed", "code": None, "is_output_rejection": False},
            "output_moderation_result": {"is_flagged": False, "filter_results": {"f": {"type": "passed", "metadata": {
                "global": {"S1": 0.5}}}}}}


def task(name, status="succeeded", generations=1):
    return {"id": "task_" + name, "status": status, "type": "video_gen", "num_unsafe_generations": 0,
            "generations": [generation(f"{name}_{n}" if n else name) for n in range(generations)],
            "moderation_result": {"type": "passed", "code": None, "is_output_rejection": False}}


def relay(name, inner, status="SUCCESS", code="success"):
    return {"code": code, "message": "", "data": {"task_id": "relay_" + name, "status": status, "fail_reason": "",
                                                  "submit_time": 1736867805, "data": inner}}


def video(name, status, **more):
    return {"id": "video_" + name, "object": "video", "status": status, **more}


def draft(name, kind, **more):
    return {"id": "gen_" + name, "generation_id": "gen_" + name, "task_id": "task_" + name, "kind": kind, **more}


def envelopes(n):
    """One answer of each shape, and of shapes within others."""
    blocked = {"code": "moderation_blocked", "message": "blocked by the moderation system"}
    relay_task = relay(n, task(n))["data"]
    return [
        relay(n, task(n)), relay(n, None, "IN_PROGRESS"), relay(n, None, "FAILURE"), relay(n, None, code="upstream_error"),
        relay(n, task(n), code=200), relay(n, task(n), code="500"), relay(n, video(n, "completed")),
        relay(n, generation(n)), relay(n, [task(n), task(n + "b", "queued", 0)]),
        relay_task, {"task_id": "task_" + n, "status": "QUEUED"}, {"task_id": "task_" + n, "status": "timed_out"},
        task(n), task(n, "running", 0), task(n, "cancelled", 0), task(n, "finished", 0),
        {"generations": [generation(n)]}, {"id": "task_" + n, "status": "processing"},
        {"id": "task_" + n, "status": "succeeded", "num_unsafe_generations": 2},
        video(n, "completed"), video(n, "queued"), video(n, "failed", error=blocked), video(n, "failed", error={"code": "x"}),
        {"task_responses": [task(n), task(n + "b", "queued", 0)], "last_id": "", "has_more": False},
        {"data": [{"ordering_key": 1, "payload": task(n)}]}, {"items": [{"payload": generation(n)}]},
        {"object": "list", "data": [video(n, "completed"), task(n)]}, {"code": 0, "msg": "ok", "data": [relay_task]},
        {"success": True, "data": {"page": 1, "items": [relay_task]}},
        {"id": "outer_" + n, "status": "pending", "detail": {"id": "inner_" + n, "pending_info": task(n, "running", 0)}},
        {"id": "outer_" + n, "detail": {"pending_info": {"generations": [generation(n)]}}},
        {"result": {"data": {"items": [{"payload": {"response": task(n)}}]}}}, {"tasks": [task(n), task(n + "b")]},
        {"task_response": relay(n, task(n))}, {"data": {"task_responses": [task(n)]}},
        draft(n, "sora_draft"), draft(n, "sora_content_violation", reason_str="may violate our guardrails"),
        draft(n, "sora_error", error_message="went wrong"), {"items": [draft(n, "sora_draft", **generation(n))]},
        generation(n), [generation(n), task(n + "b")],
        {"error": {"code": "invalid_api_key", "message": "wrong key"}}, {"error": "task not found"},
        {"code": "task_not_exist", "message": "no such task"}, {"code": 404, "msg": "no such task"},
        {"detail": "Not Found"}, {"message": "Rate limit reached"}, {"no": "envelope"},
        {"fetched_at": "2026-11-22T10:00:00Z", "url": "https://x.example/sora/v1/videos/url_" + n, "status": 200,
         "attempts": 1, "sha256": SHA, "response": relay(n, task(n))},
        {"fetched_at": "2026-11-22T10:00:00Z", "url": "https://x.example/sora/v1/videos/url_" + n, "status": 404,
         "attempts": 1, "sha256": SHA, "response": {"error": {"code": "x", "message": "not here"}}},
    ]


def values(n):
    """Every kind of value."""
    n += "i"
    return [None, True, 7, RAW + "1e999@@", RAW + "1" + "0" * 30 + "@@", "text", "", "failed", "completed", "success",
            "\ud83d half", {}, [], {"a": 1}, [1], generation(n), [generation(n)], task(n), [task(n)], task(n, "running", 0),
            relay(n, task(n)), {"task_responses": [task(n)]}, video(n, "failed", error={"code": "content_policy"}),
            draft(n, "sora_content_violation", reason_str="refused"), {"code": "rate_limit", "message": "too many"},
            {"type": "blocked", "code": "c", "is_output_rejection": True}, [[], 3, None]]


def objects(value, path=()):
    """The paths of all objects of a value."""
    if isinstance(value, dict):
        yield path
    for key, held in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from objects(held, path + (key,))


def inserted(value, path, field, new, in_front):
    """The value with a field inserted into the object at the path."""
    if path:
        copy = dict(value) if isinstance(value, dict) else list(value)
        copy[path[0]] = inserted(copy[path[0]], path[1:], field, new, in_front)
        return copy
    name = field + AGAIN if field in value else field
    return {name: new, **value} if in_front else {**value, name: new}


def dump(value):
    """The value as JSON text. A capture gets the digest of its response."""
    if isinstance(value, dict):
        members = []
        for key, held in value.items():
            text = dump(held)
            if held == SHA:
                text = '"' + hashlib.sha256(dump(value["response"]).encode()).hexdigest() + '"'
            members.append(json.dumps(key.replace(AGAIN, "")) + ":" + text)
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dump, value)) + "]"
    if isinstance(value, str) and value.startswith(RAW):
        return value[len(RAW):-2]
    return json.dumps(value)


class Insertions:
    """All combinations, numbered."""

    def __init__(self):
        self.places = []
        for index, envelope in enumerate(envelopes("n")):
            for path in objects(envelope):
                # The blocks of a generation are the same in every envelope.
                if index and any(key in BLOCKS for key in path):
                    continue
                # The oracle does not check a capture's digest: its own members stay as they are.
                fields = [f for f in FIELDS if "fetched_at" not in envelope or path or f not in ("response", "url", "status")]
                self.places += [(index, path, field) for field in fields]
        self.kinds = len(values("n"))
        self.count = len(self.places) * self.kinds * 2

    def line(self, number, serial):
        """The combination of this number."""
        number, in_front = divmod(number, 2)
        number, kind = divmod(number, self.kinds)
        index, path, field = self.places[number]
        return dump(inserted(envelopes(serial)[index], path, field, values(serial)[kind], bool(in_front)))
