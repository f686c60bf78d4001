#!/usr/bin/env python3
"""Merges JSON lines of measurements into one table and one file.

    table.py [--write bench-results.json] [FILE…]     (standard input without files)

A line {"line": NAME, "recordsPerSecond": N, …} is a row; "ratio" (to the limit of the same run), "bar", "seconds",
"peakMemoryBytes" and "note" fill their columns where given. A line {"peer": …, "matches": …} is kept in the file. Anything
that is not JSON is passed over, so that a program's other output does no harm.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import sys

COLUMNS = [("line", "line", "<"), ("recordsPerSecond", "records/s", ">"), ("ratio", "ratio", ">"), ("bar", "bar", ">"), ("peakMemoryBytes", "peak memory", ">"), ("note", "note", "<")]


def cell(key, value):
    if value is None:
        return ""
    if key == "recordsPerSecond":
        return f"{value:,.0f}"
    if key == "ratio":
        return f"{value:.2f}"
    if key == "peakMemoryBytes":
        return f"{value / 1e6:,.0f} MB"
    return str(value)


def lines(files):
    for text in (pathlib.Path(f).read_text(encoding="utf-8") for f in files) if files else [sys.stdin.read()]:
        for line in text.splitlines():
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if isinstance(value, dict):
                yield value


def table(rows):
    used = [c for c in COLUMNS if c[0] == "line" or any(r.get(c[0]) is not None for r in rows)]
    cells = [[title for _, title, _ in used]] + [[cell(key, r.get(key)) for key, _, _ in used] for r in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(used))]
    rule = ["-" * (w - 1) + ":" if a == ">" else "-" * w for w, (_, _, a) in zip(widths, used)]
    for row in [cells[0], rule, *cells[1:]]:
        yield "| " + " | ".join(f"{text:{a}{w}}" for text, w, (_, _, a) in zip(row, widths, used)) + " |"


def times(rows):
    """How many times as fast as the peer, with the same rules on one core."""
    ours = next((r for r in rows if r["line"] == "engine, SigmaHQ AWS rules"), None)
    theirs = [r for r in rows if r.get("threads") == 1 and "peer" in r]
    for row in theirs if ours else []:
        yield f"{ours['line']}: {ours['recordsPerSecond'] / row['recordsPerSecond']:.1f} times {row['line']}"


def processor():
    try:
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=pathlib.Path, help="keep everything as JSON here")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    values = list(lines(options.files))
    rows = [v for v in values if "line" in v]
    if not rows:
        sys.exit("no measurement in the input")
    machine = {"system": platform.system(), "processor": processor(), "cores": os.cpu_count()}
    print(f"{machine['processor']}, {machine['cores']} cores, {machine['system']}\n")
    print("\n".join(table(rows)))
    for line in times(rows):
        print(f"\n{line}", end="")
    print()
    if options.write:
        result = {"date": datetime.date.today().isoformat(), "machine": machine, "lines": rows, "peers": [v for v in values if "matches" in v]}
        options.write.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
