#!/usr/bin/env python3
"""Measure what is found in simulated organisations, and what is raised where nothing happened.

    scripts/eval_simulation.py .build/release/yagura [--people 120 --machines 60 --days 20 --seeds 1,2,3]
    scripts/eval_simulation.py .build/release/yagura --quiet-only --people 500 --machines 200 --days 30

One attack is put into one organisation at a time. It is *found* where an incident of medium level or above holds an
alert of medium or above on a record of the attack (`truth.jsonl`); *by whom* are all who raised such an alert.
*Delay* is the minutes from the attack's first record to the first such alert. *Strange* incidents hold no record of the
attack: they are counted by who opened them. Needs nothing but Python 3.9.
"""

import argparse
import collections
import json
import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import datetime

SEQUENCES = {
    "impossible-travel", "credential-in-several-places", "workload-credential-outside", "password-spraying",
    "password-guessed", "factor-fatigue", "reset-then-sign-in", "new-credential-elsewhere", "fresh-identity-used",
    "new-role-edge", "privilege-gained-then-used", "defence-lowered-then-harm", "leaver-active",
    "revoked-access-used", "destruction-spree", "machine-at-console",
}
STRING = re.compile(r'"([^"\\]{8,})"')
GRAVE = {"medium", "high", "critical"}
STEALTH = ("low", "medium", "high")


def source(rule):
    """Who raised an alert: `rule`, `behaviour`, `sequence`, `expectation`, `intel`."""
    if rule["source"] != "behaviour":
        return {"builtin": "rule", "sigma": "rule"}.get(rule["source"], rule["source"])
    return "sequence" if rule["id"].removeprefix("behaviour-") in SEQUENCES else "behaviour"


def minutes(start, end):
    def moment(text):
        return datetime.fromisoformat(text.replace("Z", "+00:00")[:19] + "+00:00")
    return (moment(end) - moment(start)).total_seconds() / 60


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return done.stdout


def scan(yagura, folder, intel, out):
    command = [yagura, "scan", f"{folder}/records", "--format", "json", "-o", out, "--workers", "2", "--quiet"]
    run(command + (["--intel", f"{folder}/geo.csv"] if intel else []))
    with open(out) as file:
        return json.load(file)


def place(record):
    """The provider's folder, the day's file and the line: every alert names those, not every one names the id."""
    return tuple(record["path"].rsplit("/", 2)[1:]) + (record["index"],)


def records(alert):
    yield place(alert["record"])
    for other in alert.get("related", []):
        yield place(other)


def places(folder, attack):
    """Where the attack's records are."""
    wanted = collections.defaultdict(set)
    for record in attack["records"]:
        wanted[record["provider"]].add(record["id"])
    found = set()
    for provider, ids in wanted.items():
        for name in os.listdir(f"{folder}/records/{provider}"):
            if not attack["start"][:10] <= name[:10] <= attack["end"][:10]:
                continue
            with open(f"{folder}/records/{provider}/{name}") as file:
                for index, line in enumerate(file):
                    if any(text in ids for text in STRING.findall(line)):
                        found.add((provider, name, index))
    return found


def judge(result, attack, ids):
    """What one scan found of `attack` (a line of truth.jsonl, or None)."""
    alerts = {alert["id"]: alert for alert in result["alerts"]}
    grave = [a for a in alerts.values() if a["rule"]["level"] in GRAVE]
    hits = [a for a in grave if any(r in ids for r in records(a))]
    low = [a for a in alerts.values() if a["rule"]["level"] == "low" and any(r in ids for r in records(a))]
    by = collections.defaultdict(set)
    for alert in hits:
        by[source(alert["rule"])].add(alert["rule"]["id"] if alert["rule"]["source"] == "behaviour" else alert["rule"]["title"])
    strange, opened, held = collections.Counter(), collections.Counter(), None
    for incident in result["incidents"]:
        if incident["level"] not in GRAVE:
            continue
        steps = incident["steps"] + incident.get("aftermath", {}).get("steps", [])
        ours = [s for s in steps if s["alert"] in alerts]
        if any(r in ids for s in ours for r in records(alerts[s["alert"]])) or any(
                place(r) in ids for s in steps for r in s["records"]):
            if held is None or incident["score"] > held[0]:
                held = (incident["score"], incident["level"], incident["title"])
            continue
        kinds = {source(s["rule"]) for s in steps if s["rule"]["level"] in GRAVE}
        for kind in kinds or {"many low alerts"}:
            strange[kind] += 1
        if not kinds - {"behaviour", "sequence"} and kinds:
            strange["behaviour alone"] += 1
    for alert in grave:
        if not any(r in ids for r in records(alert)):
            name = alert["rule"]["id"] if alert["rule"]["source"] == "behaviour" else alert["rule"]["title"]
            opened[f"{source(alert['rule'])}: {name}"] += 1
    first = min((a["time"] for a in hits), default=None)
    return {
        "found": bool(hits) and held is not None,
        "by": {kind: sorted(names) for kind, names in sorted(by.items())},
        "low": sorted({a["rule"].get("id") if a["rule"]["source"] == "behaviour" else a["rule"]["title"] for a in low}),
        "delay": minutes(attack["start"], first) if attack and first else None,
        "incident": held, "strange": dict(strange), "opened": dict(opened),
        "days": None, "records": result["summary"]["records"],
    }


def one(job):
    options, attack, stealth, seed = job
    folder = tempfile.mkdtemp(prefix="yagura-eval-", dir=options.scratch)
    try:
        command = [options.yagura, "simulate", "--output", f"{folder}/s", "--people", str(options.people), "--machines",
                   str(options.machines), "--days", str(options.days), "--seed", str(seed)]
        if attack:
            command += ["--attack", f"{attack}:stealth={stealth}"]
        run(command)
        with open(f"{folder}/s/truth.jsonl") as file:
            truth = [json.loads(line) for line in file]
        attacks = [line for line in truth if line["kind"] == "attack"]
        attack_line = attacks[0] if attacks else None
        ids = places(f"{folder}/s", attack_line) if attack_line else set()
        answers = {}
        for intel in options.intel:
            result = scan(options.yagura, f"{folder}/s", intel, f"{folder}/out.json")
            answers["addresses" if intel else "bare"] = judge(result, attack_line, ids)
        return attack, stealth, seed, answers, attacks[0]["identity"] if attacks else None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def table(rows, variants, out):
    seeds = collections.defaultdict(list)
    for attack, stealth, seed, answers, identity in rows:
        seeds[attack, stealth].append((seed, answers))
    for variant in variants:
        print(f"\n### {'With' if variant == 'addresses' else 'Without'} facts of addresses\n", file=out)
        print("| attack | low | medium | high | minutes (median) | found by |", file=out)
        print("| --- | --- | --- | --- | --- | --- |", file=out)
        totals = collections.Counter()
        for attack in sorted({a for a, _ in seeds}):
            cells, by, delays = [], collections.Counter(), []
            for stealth in STEALTH:
                runs = seeds.get((attack, stealth), [])
                found = [answers[variant] for _, answers in runs if answers[variant]["found"]]
                cells.append(f"{len(found)}/{len(runs)}" if runs else "–")
                totals[stealth] += len(found)
                totals[stealth, "all"] += len(runs)
                for answer in found:
                    delays.append(answer["delay"])
                    for kind in answer["by"]:
                        by[kind] += 1
            who = ", ".join(f"{kind} {count}" for kind, count in by.most_common())
            delay = f"{statistics.median(delays):.0f}" if delays else "–"
            print(f"| `{attack}` | {' | '.join(cells)} | {delay} | {who} |", file=out)
        cells = [f"**{totals[s]}/{totals[s, 'all']}**" for s in STEALTH]
        print(f"| all | {' | '.join(cells)} | | |", file=out)


def noise(rows, variants, out, top):
    for variant in variants:
        opened, strange, count = collections.Counter(), collections.Counter(), 0
        for _, _, _, answers, _ in rows:
            opened.update(answers[variant]["opened"])
            strange.update(answers[variant]["strange"])
            count += 1
        print(f"\n{variant}, a run (mean of {count}): incidents of medium or above on nothing labelled, by who opened them: "
              + ", ".join(f"{kind} {total / count:.1f}" for kind, total in strange.most_common()), file=out)
        print("\n| alerts of medium or above on nothing labelled | a run |", file=out)
        print("| --- | --- |", file=out)
        for name, total in opened.most_common(top):
            print(f"| {name} | {total / count:.1f} |", file=out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("yagura")
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--machines", type=int, default=60)
    parser.add_argument("--days", type=int, default=20)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--attacks", help="comma-separated; all unless said")
    parser.add_argument("--stealth", default="low,medium,high")
    parser.add_argument("--quiet-only", action="store_true", help="no attacks")
    parser.add_argument("--bare-only", action="store_true", help="without geo.csv only")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--top", type=int, default=15)
    parser.add_argument("--misses", action="store_true", help="list what was not found, with its low alerts")
    parser.add_argument("--scratch", default=None, help="folder for simulated records")
    parser.add_argument("--json", help="write every answer here, too")
    parser.add_argument("--output", help="write the tables here instead of standard output")
    options = parser.parse_args()
    options.yagura = os.path.abspath(options.yagura)
    options.intel = [False] if options.bare_only else [False, True]
    names = [line.split()[0] for line in run([options.yagura, "simulate", "--list-attacks"]).splitlines() if line.strip()]
    if options.attacks:
        names = options.attacks.split(",")
    seeds = [int(seed) for seed in options.seeds.split(",")]
    jobs = [(options, None, None, seed) for seed in seeds]
    if not options.quiet_only:
        jobs = [(options, name, stealth, seed) for name in names for stealth in options.stealth.split(",") for seed in seeds]
    rows = []
    with multiprocessing.Pool(min(2, options.processes)) as pool:
        for row in pool.imap(one, jobs):
            rows.append(row)
            if sys.stderr.isatty():
                print(f"\r{len(rows)}/{len(jobs)}", end="", file=sys.stderr)
    variants = ["bare"] if options.bare_only else ["bare", "addresses"]
    out = open(options.output, "w") if options.output else sys.stdout
    if not options.quiet_only:
        table(rows, variants, out)
    noise(rows, variants, out, options.top)
    if options.quiet_only:
        for _, _, seed, answers, _ in rows:
            for variant in variants:
                answer = answers[variant]
                print(f"\nseed {seed}, {variant}: {answer['records']} records; {answer['strange']}", file=out)
    if options.misses:
        for attack, stealth, seed, answers, identity in rows:
            for variant in variants:
                answer = answers[variant]
                if not answer["found"]:
                    print(f"miss {attack} {stealth} seed {seed} {variant} ({identity}): low: {answer['low']}", file=out)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
