# The audit of .ci/bench.yaml in jq.  jq -n -r -f audit.jq INPUT
def band:
  ([.legal_classifier_result.ip[]? | if .l == 788 and (.v | not) then 0 else .p end] | max // 0) as $ip
  | ([.legal_classifier_result.face[]?.v] | any) as $face
  | ([(.output_moderation_result.filter_results.moderation_api.metadata // {})[]
      | to_entries[] | select(.key | startswith("S") or startswith("IMG-S")) | .value // 0] | max // 0) as $sexual
  | (.output_moderation_result.filter_results.wellknown_figure.type // "passed") as $type
  | if $ip >= 0.9 or $face or $sexual >= 0.5 or $type != "passed" then "flagged"
    elif $ip >= 0.75 or $sexual >= 0.4 then "near"
    else null end;
foreach (null, inputs) as $answer (true; false;
  if $answer == null then ["decision", "generation_id", "task_id", "prompt"]
  else $answer.data.data.generations[]? | band as $band | select($band) | [$band, .id, .task_id, .prompt] end)
| @csv
