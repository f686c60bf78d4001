#!/usr/bin/env python3
"""Shows how cost and memory grow: whole scans of ever more records, and of ever more identities. Prints JSON lines.

    growth.py YAGURA [--most 10000000]

Each size is generated, scanned in a process of its own and deleted before the next; 10^7 records take 13 GB for a while.
"""
import argparse
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SCRATCH = HERE / "data" / "growth.ndjson"


def scan(yagura):
    """The summary of a scan; alerts below critical are left unprinted, since writing them is not what grows."""
    command = [yagura, "scan", str(SCRATCH), "--format", "jsonl", "--min-level", "critical", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        summary = None
        for line in process.stdout:
            if line.startswith('{"type":"summary"'):
                summary = json.loads(line)
    if summary is None:
        sys.exit(f"{' '.join(command)}: exit code {process.returncode} and no summary")
    return summary


def measure(yagura, name, *options):
    try:
        subprocess.run([sys.executable, HERE / "generate.py", *options, "-o", SCRATCH], check=True, stderr=subprocess.DEVNULL)
        summary = scan(yagura)
    finally:
        SCRATCH.unlink(missing_ok=True)
    keep = {key: summary.get(key) for key in ("records", "seconds", "recordsPerSecond", "peakMemoryBytes")}
    print(json.dumps({"line": name, **keep}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("yagura")
    parser.add_argument("--most", type=int, default=10_000_000, help="the largest number of records")
    options = parser.parse_args()
    for exponent in range(5, 8):
        if 10**exponent <= options.most:
            measure(options.yagura, f"growth: 10^{exponent} records", "--records", str(10**exponent))
    for exponent in range(3, 7):
        count = 10**exponent
        measure(options.yagura, f"growth: 10^{exponent} identities", "--records", str(min(10**6, options.most)), "--identities", str(count))


if __name__ == "__main__":
    main()
