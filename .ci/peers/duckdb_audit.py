"""The audit of .ci/bench.yaml in DuckDB SQL with an explicit schema, on 2 threads.  duckdb_audit.py INPUT OUTPUT"""
import sys

import duckdb

source, target = sys.argv[1:]
frames = "STRUCT(l BIGINT, p DOUBLE, v BOOLEAN)[]"
generation = f"""STRUCT(id VARCHAR, task_id VARCHAR, prompt VARCHAR,
    legal_classifier_result STRUCT(face {frames}, ip {frames}),
    output_moderation_result STRUCT(filter_results STRUCT(
        moderation_api STRUCT(metadata MAP(VARCHAR, MAP(VARCHAR, DOUBLE))),
        wellknown_figure STRUCT(type VARCHAR))))"""
connection = duckdb.connect(config={"threads": 2})
connection.execute(f"""
COPY (
  WITH answers AS (
    SELECT unnest(data.data.generations) AS g
    FROM read_json(?, format = 'newline_delimited', columns = {{data: 'STRUCT(data STRUCT(generations {generation}[]))'}})
  ), signals AS (
    SELECT g.id AS generation_id, g.task_id AS task_id, g.prompt AS prompt,
      coalesce(list_max([CASE WHEN f.l = 788 AND NOT f.v THEN 0 ELSE f.p END FOR f IN g.legal_classifier_result.ip]), 0) AS ip,
      coalesce(list_bool_or([f.v FOR f IN g.legal_classifier_result.face]), false) AS face,
      coalesce(list_max([e.value
        FOR e IN flatten([map_entries(s) FOR s IN map_values(g.output_moderation_result.filter_results.moderation_api.metadata)])
        IF starts_with(e.key, 'S') OR starts_with(e.key, 'IMG-S')]), 0) AS sexual,
      coalesce(g.output_moderation_result.filter_results.wellknown_figure.type, 'passed') AS kind
    FROM answers
  ), judged AS (
    SELECT CASE WHEN ip >= 0.9 OR face OR sexual >= 0.5 OR kind <> 'passed' THEN 'flagged'
                WHEN ip >= 0.75 OR sexual >= 0.4 THEN 'near' END AS decision, generation_id, task_id, prompt
    FROM signals
  )
  SELECT * FROM judged WHERE decision IS NOT NULL
) TO '{target}' (FORMAT csv, HEADER)
""", [source])
