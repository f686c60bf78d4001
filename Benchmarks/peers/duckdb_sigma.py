#!/usr/bin/env python3
"""Runs Sigma rules over NDJSON with DuckDB, the way an analyst without a detection engine would.

pySigma's SQLite backend turns each rule into SQL; one query counts the matches of all rules in one pass over
`read_ndjson_objects`. Every field that a rule names is taken out of a record once, not once a rule, in one of three ways (`--extract`):

    each      json ->> '$.field' for each field, as pySigma's SQL is read most plainly
    list      all fields of a record in one call of json_extract_string
    columns   read_ndjson with the fields' roots as declared columns, no JSON object made for the rest

The last two are kinder to DuckDB than what people write. Equality regards case here, as SQL does and Sigma does not;
the counts of matches come from one more run, not timed, which does not regard it.

Prints JSON lines: one a way and thread count ({"line", "peer", "threads", "records", "seconds", "recordsPerSecond"}, the
best of `--repeat` runs), then one {"peer", "matches": {rule id: count}, "skipped": {file: reason}}.
"""
import argparse
import json
import pathlib
import sys
import time

try:
    import duckdb
    from sigma.backends.sqlite import sqliteBackend
    from sigma.collection import SigmaCollection
except ImportError as error:
    sys.exit(f"skipped: {error.name} is not installed (run.sh makes a virtual environment with all that is needed)")

WAYS = {"each": "a path a field", "list": "one call a record", "columns": "declared columns"}


class DuckDBBackend(sqliteBackend):
    """The SQLite backend in DuckDB's spelling of SQL."""

    wildcard_match_expression = "{field} ILIKE '{value}' ESCAPE '\\'"  # SQLite's LIKE takes no notice of case either
    contains_expression = "{field} ILIKE '%{value}%' ESCAPE '\\'"
    re_expression = "regexp_matches({field}, '{regex}')"
    null_safe_expression = "COALESCE({expr}, false)"

    def __init__(self):
        super().__init__()
        self.fields = {}

    def escape_and_quote_field(self, field_name):
        name = field_name.replace('"', '""')
        self.fields[field_name] = f'"{name}"'
        return f'"{name}"'


def convert(folder):
    """(rule id, title, SQL condition) of each rule, the fields they name, and what could not be converted."""
    backend, conditions, skipped = DuckDBBackend(), [], {}
    for path in sorted(folder.rglob("*.yml")):
        try:
            collection = SigmaCollection.from_yaml(path.read_text(encoding="utf-8"))
            for rule in collection.rules:
                queries = backend.convert_rule(rule)
                where = " OR ".join("(" + q.split(" WHERE ", 1)[1] + ")" for q in queries)
                conditions.append((str(rule.id), rule.title, where))
        except Exception as error:  # whatever pySigma raises for a rule concerns that rule alone
            skipped[path.name] = f"{type(error).__name__}: {error}"
    return conditions, list(backend.fields), skipped


def json_path(field):
    return "$" + "".join(f'."{part}"' for part in field.split("."))


def source(path, fields, extract):
    """The relation that gives every field a column, in one of three ways."""
    file = str(path).replace("'", "''")
    records = f"read_ndjson_objects('{file}', maximum_object_size=67108864)"
    quoted = ['"' + f.replace('"', '""') + '"' for f in fields]
    paths = ["'" + json_path(f).replace("'", "''") + "'" for f in fields]
    if extract == "each":
        columns = ", ".join(f"json ->> {p} AS {q}" for p, q in zip(paths, quoted))
        return f"(SELECT {columns} FROM {records})"
    if extract == "list":
        columns = ", ".join(f"v[{n}] AS {q}" for n, q in enumerate(quoted, 1))
        return f"(SELECT {columns} FROM (SELECT json_extract_string(json, [{', '.join(paths)}]) AS v FROM {records}))"
    tops = sorted({f.split(".")[0] for f in fields})
    types = ", ".join(f"'{t}': 'JSON'" if any(f.startswith(t + ".") for f in fields) else f"'{t}': 'VARCHAR'" for t in tops)
    columns = ", ".join(
        f'"{f}" AS {q}' if "." not in f else f"""\"{f.split('.')[0]}" ->> '{json_path(f.split(".", 1)[1])}' AS {q}""" for f, q in zip(fields, quoted)
    )
    return f"(SELECT {columns} FROM read_ndjson('{file}', columns={{{types}}}, maximum_object_size=67108864))"


def run(conditions, relation, threads, fold=False):
    """Seconds, and the row of counts: all records, then each rule's."""
    connection = duckdb.connect(":memory:", config={"threads": threads})
    if fold:
        connection.execute("SET default_collation = 'NOCASE'")
    counts = ", ".join(f"count(*) FILTER (WHERE {where})" for _, _, where in conditions)
    start = time.perf_counter()
    row = connection.execute(f"SELECT count(*), {counts} FROM {relation}").fetchone()
    return time.perf_counter() - start, row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", type=pathlib.Path, help="a folder of Sigma rules")
    parser.add_argument("records", type=pathlib.Path, help="an NDJSON file")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--extract", nargs="+", choices=WAYS, default=list(WAYS), help="how fields are taken out of a record")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    for path in (options.rules, options.records):
        if not path.exists():
            sys.exit(f"skipped: {path} is not here")

    conditions, fields, skipped = convert(options.rules)
    if not conditions:
        sys.exit(f"skipped: no Sigma rule in {options.rules}")
    peer = f"duckdb {duckdb.__version__}"
    for way in options.extract:
        relation = source(options.records, fields, way)
        for threads in options.threads:
            seconds, row = min(run(conditions, relation, threads) for _ in range(options.repeat))
            print(json.dumps({
                "line": f"DuckDB, {WAYS[way]}, {threads} core{'s' if threads > 1 else ''}", "peer": peer, "threads": threads, "extract": way,
                "rules": len(conditions), "records": row[0], "seconds": round(seconds, 3), "recordsPerSecond": round(row[0] / seconds),
            }), flush=True)  # fmt: skip
    _, row = run(conditions, source(options.records, fields, "list"), max(options.threads), fold=True)
    matches = {rule: count for (rule, _, _), count in zip(conditions, row[1:]) if count}
    print(json.dumps({"peer": peer, "matches": matches, "skipped": skipped}))


if __name__ == "__main__":
    main()
