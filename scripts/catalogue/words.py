"""The words of docs/activity.md and how a catalogue file is read and written.

Plain Python 3, no packages: `make test` runs `check.py` with it on a bare machine.
"""

import csv
import io
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
ACTIONS = ROOT / "Content" / "actions"

CLASSES = (
  "list read create change delete enable grant revoke authenticate credential factor secret_read data_read "
  "data_write data_delete data_share data_export execute invoke logging defence network code transfer other"
).split()
RESOURCES = (
  "account organization identity role group policy key secret factor session federation compute container function "
  "storage database snapshot backup image network dns certificate log detection queue message repository workflow "
  "package application ai_model analytics device billing support other"
).split()
SENSITIVITIES = "none low medium high critical".split()

HEADER = ["service", "operation", "class", "resource", "sensitivity"]
VERB_HEADER = ["verb", "class", "sensitivity"]


def order(row):
  """Files are kept in this order, so that a change shows as a small diff."""
  return tuple(field.lower() for field in row[:2]) + tuple(row[:2])


def read(path):
  """The header and rows of a CSV file; a row is a list of its fields, with its line number in front."""
  with open(path, newline="", encoding="utf-8") as file:
    reader = csv.reader(file, strict=True)
    header = next(reader, [])
    return header, [(reader.line_num, row) for row in reader]


def write(path, header, rows):
  """Writes rows in catalogue order, LF line ends, quotes only where a field needs them."""
  text = io.StringIO()
  writer = csv.writer(text, lineterminator="\n")
  writer.writerow(header)
  writer.writerows(rows)
  pathlib.Path(path).write_text(text.getvalue(), encoding="utf-8")
