#!/usr/bin/env python3
"""Checks replays: that their scripts write what stands here, and that replay.yml names records that are there.

    python3 Examples/check.py [NAME ...]
"""
import gzip
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = [sys.executable, "-B"]


def contents(folder):
    """What the record files hold, by path; compressors differ from machine to machine."""
    held = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".gz":
            held[str(path.relative_to(folder))] = gzip.decompress(path.read_bytes())
        elif path.suffix == ".ndjson":
            held[str(path.relative_to(folder))] = path.read_bytes()
    return held


def differences(name):
    folder = HERE / name
    with tempfile.TemporaryDirectory() as temporary:
        fresh = pathlib.Path(temporary) / name
        fresh.mkdir()
        shutil.copy(folder / "generate.py", fresh)
        own = folder / "generator"
        shutil.copytree(own if own.is_dir() else HERE / "generator", fresh / "generator" if own.is_dir() else fresh.parent / "generator")
        subprocess.run([*PYTHON, str(fresh / "generate.py")], check=True, stdout=subprocess.DEVNULL)
        here, anew = contents(folder), contents(fresh)
    return [f"{name}/{path}: is not what generate.py writes" for path in sorted(here.keys() | anew.keys()) if here.get(path) != anew.get(path)]


def absent(name):
    text = (HERE / name / "replay.yml").read_text(encoding="utf-8")
    ids = re.findall(r"^\s+record: \"?([^\"\s]+)", text, re.M)
    times = re.findall(r"^\s+time: \S+", text, re.M)
    held = contents(HERE / name).values()
    wrong = [f"{name}/replay.yml: there is no record {i}" for i in ids if not any(f'"{i}"'.encode() in content for content in held)]
    return wrong if len(ids) == len(times) == 2 else [*wrong, f"{name}/replay.yml: two records with their times are needed"]


def main():
    names = sys.argv[1:] or sorted(path.parent.name for path in HERE.glob("*/replay.yml"))
    wrong = [problem for name in names for problem in differences(name) + absent(name)]
    for problem in wrong:
        print(problem, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
