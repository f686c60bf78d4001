#!/usr/bin/env python3
"""Checks the action catalogue, Content/actions/*.csv, and prints what it holds.

Header, words (docs/activity.md), duplicates regardless of case, order, trailing-only `*`. Plain Python 3, no network.
`--fix` sorts the files first, `--docs` writes the table of docs/catalogue.md. Exit 1 if anything is wrong; each line says file, line and what to do.
"""

import argparse
import collections
import sys

import words

PROVIDERS = (
  "aws gcp google_workspace github okta azure entra m365 kubernetes slack openai anthropic gitlab onepassword windows"
  " asana bitbucket box cloudflare duo onelogin zendesk"
).split()


def wrong_row(row):
  """What is wrong with a catalogue row's fields, or nothing."""
  if len(row) != 5:
    return f"has {len(row)} fields, not 5"
  service, operation, kind, resource, sensitivity = row
  if any(field != field.strip() for field in row):
    return "has blanks around a field"
  if not operation:
    return "has no operation"
  if "*" in operation[:-1]:
    return f"operation {operation!r}: `*` may stand at the end only"
  if "*" in service and service != "*":
    return f"service {service!r}: `*` stands alone or not at all"
  if kind not in words.CLASSES:
    return f"class {kind!r} is not a word of docs/activity.md"
  if resource not in words.RESOURCES:
    return f"resource {resource!r} is not a word of docs/activity.md"
  if sensitivity not in words.SENSITIVITIES:
    return f"sensitivity {sensitivity!r} is not a word of docs/activity.md"
  return None


def wrong_verb(row):
  if len(row) != 3:
    return f"has {len(row)} fields, not 3"
  verb, kind, sensitivity = row
  if not verb.replace("_", "").isalpha():
    return f"verb {verb!r} is not a word"
  if kind not in words.CLASSES:
    return f"class {kind!r} is not a word of docs/activity.md"
  if sensitivity not in words.SENSITIVITIES:
    return f"sensitivity {sensitivity!r} is not a word of docs/activity.md"
  return None


def check(path, header, wrong, key):
  """Problems of one file, and its rows."""
  found, rows = words.read(path)
  problems = [] if found == header else [f"{path}:1: header is {','.join(found)}, not {','.join(header)}"]
  seen, before = {}, None
  for line, row in rows:
    problem = wrong(row)
    if problem:
      problems.append(f"{path}:{line}: {problem}")
      continue
    name = tuple(field.lower() for field in row[:key])
    if name in seen:
      problems.append(f"{path}:{line}: {' '.join(row[:key])} is on line {seen[name]} already; keep one")
    seen[name] = line
    place = words.order(row) if key == 2 else (row[0].lower(), row[0])
    if before is not None and place < before:
      problems.append(f"{path}:{line}: {' '.join(row[:key])} is out of order; run scripts/catalogue/check.py --fix")
    before = place
  return problems, [row for _, row in rows]


def fix():
  for path in sorted(words.ACTIONS.glob("*.csv")):
    header, rows = words.read(path)
    verbs = path.name == "verbs.csv"
    words.write(path, header, sorted((row for _, row in rows),
                                     key=(lambda row: (row[0].lower(), row[0])) if verbs else words.order))


def table(counts):
  """The counts as a Markdown table, a line a class, a column a file."""
  lines = ["| class | " + " | ".join(counts) + " | all |", "| --- |" + " ---: |" * (len(counts) + 1)]
  for kind in words.CLASSES:
    line = [count[kind] for count in counts.values()]
    lines.append(f"| `{kind}` | " + " | ".join(str(number or "·") for number in line) + f" | {sum(line)} |")
  line = [sum(count.values()) for count in counts.values()]
  lines.append("| rows | " + " | ".join(map(str, line)) + f" | {sum(line)} |")
  return "\n".join(lines)


def document(text):
  """Puts the table between the markers of docs/catalogue.md."""
  path = words.ROOT / "docs" / "catalogue.md"
  before, rest = path.read_text(encoding="utf-8").split("<!-- counts -->\n")
  after = rest.split("<!-- /counts -->")[1]
  path.write_text(f"{before}<!-- counts -->\n{text}\n<!-- /counts -->{after}", encoding="utf-8")


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  parser.add_argument("--fix", action="store_true", help="sort the files before checking them")
  parser.add_argument("--docs", action="store_true", help="write the table into docs/catalogue.md")
  parser.add_argument("--quiet", action="store_true", help="print problems and one line of totals only")
  arguments = parser.parse_args()
  if arguments.fix:
    fix()
  problems, counts = [], {}
  for name in PROVIDERS:
    path = words.ACTIONS / f"{name}.csv"
    if not path.exists():
      problems.append(f"{path}: is missing")
      continue
    wrong, rows = check(path, words.HEADER, wrong_row, 2)
    problems += wrong
    counts[name] = collections.Counter(row[2] for row in rows if len(row) == 5)
  mapped = {path.name for path in (words.ROOT / "Content" / "mappings").glob("*") if path.is_dir()}
  for path in sorted(words.ACTIONS.glob("*.csv")):
    if path.stem in PROVIDERS or path.name == "verbs.csv":
      continue
    if path.stem not in mapped:
      problems.append(f"{path}: no mapping has this provider; name the file after one of Content/mappings/")
    wrong, rows = check(path, words.HEADER, wrong_row, 2)
    problems += wrong
    counts[path.stem] = collections.Counter(row[2] for row in rows if len(row) == 5)
  wrong, verbs = check(words.ACTIONS / "verbs.csv", words.VERB_HEADER, wrong_verb, 1)
  problems += wrong
  counts["verbs"] = collections.Counter(row[1] for row in verbs if len(row) == 3)
  aws = counts.get("aws")
  if aws and aws["other"] * 100 > sum(aws.values()):
    problems.append("aws.csv: more than 1 % of its operations are `other`; add rules or overrides")
  if arguments.docs:
    document(table(counts))
  if not arguments.quiet:
    print(table(counts))
    print()
  print(f"{sum(sum(count.values()) for count in counts.values())} rows in {len(counts)} files, "
        f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
  for problem in problems:
    print(problem, file=sys.stderr)
  return 1 if problems else 0


if __name__ == "__main__":
  sys.exit(main())
