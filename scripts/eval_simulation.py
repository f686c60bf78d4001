#!/usr/bin/env python3
"""Measure what is found in simulated organisations, and what is raised where nothing happened.

    scripts/eval_simulation.py .build/release/yagura [--people 120 --machines 50 --days 30 --seeds 1,2,3]
    scripts/eval_simulation.py .build/release/yagura --quiet-only --people 500 --machines 200 --seeds 7,8,9

For each seed the organisation is made and scanned once without an attack; then attacks are laid beside it
(`simulate --attacks-only`) and scanned with it: up to `--together` of them at a time, of different victims, and one whose
incident turns out to hold another's records once more alone. An attack is *found* where an incident

1. is of medium level or above,
2. holds an alert of medium or above on a record of the attack, of a rule that raised no such alert on the same actor in
   the whole month without the attack: an alert that somebody gets every week says nothing,
3. names the identity that was abused (by key, e-mail or account), or an address that only the attack comes from, and
4. was not there anyway: an incident that shares grave records with one of the month without the attack counts only if
   its level is higher than that one's.

*Delay* is the minutes from the attack's first record to the first alert of 2. Needs nothing but Python 3.9.
"""

import argparse
import collections
import glob
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
    "revoked-access-used", "destruction-spree", "machine-at-console", "application-spreading", "repositories-copied",
}
ADDRESS = re.compile(rb"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
GRAVE = {"medium", "high", "critical"}
STEALTH = ("low", "medium", "high")
LEVELS = ["informational", "low", "medium", "high", "critical"]
# What the months without attacks show, by seed: set before the processes are started.
CALM = {}


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


def scan(yagura, paths, geo, out):
    command = [yagura, "scan", *paths, "--format", "json", "-o", out, "--workers", "2", "--quiet"]
    run(command + (["--intel", geo] if geo else []))
    with open(out) as file:
        result = json.load(file)
    os.remove(out)
    return result


def name(rule):
    return rule["id"] if rule["source"] == "behaviour" else rule["title"]


def who(alert):
    actor = alert.get("actor", {})
    return actor.get("email") or actor.get("issuer") or actor.get("key")


def place(record):
    return record["path"], record["index"]


def grave(thing):
    return thing["rule"]["level"] in GRAVE


def incidents(result):
    """Incidents of medium or above, each with its grave steps: who raised what on whom, and the records."""
    alerts = {alert["id"]: alert for alert in result["alerts"]}
    for incident in result["incidents"]:
        if incident["level"] not in GRAVE:
            continue
        steps = incident["steps"] + incident.get("aftermath", {}).get("steps", [])
        told = []
        for step in steps:
            alert = alerts.get(step["alert"])
            if not grave(step) or alert is None:
                continue
            records = {place(r) for r in step["records"]} | {place(r) for r in alert.get("related", [])}
            told.append((step["rule"], who(alert), records | {place(alert["record"])}))
        yield incident, told


def calm(result):
    """What the month without an attack shows: the habits of noise, the grave records of incidents, who opened them."""
    habits = {(a["rule"]["id"], who(a)) for a in result["alerts"] if grave(a)}
    held, strange, opened = {}, collections.Counter(), collections.Counter()
    for incident, steps in incidents(result):
        for _, _, records in steps:
            for record in records:
                held[record] = max(held.get(record, 0), LEVELS.index(incident["level"]))
        kinds = {source(rule) for rule, _, _ in steps}
        for kind in kinds or {"many low alerts"}:
            strange[kind] += 1
        if kinds and kinds <= {"behaviour", "sequence"}:
            strange["behaviour alone"] += 1
    for alert in result["alerts"]:
        if grave(alert):
            opened[f"{source(alert['rule'])}: {name(alert['rule'])}"] += 1
    return {"habits": habits, "held": held, "strange": dict(strange), "opened": dict(opened),
            "records": result["summary"]["records"]}


def judge(result, quiet, attack, theirs, names, addresses):
    """What one scan found of `attack` (a line of truth.jsonl), whose records lie below `theirs`."""
    def ours(records):
        return any(path.startswith(theirs) for path, _ in records)

    def is_named(incident):
        texts = " ".join(str(i.get(k, "")) for i in incident["identities"] for k in ("key", "email", "issuer", "name")).lower()
        return any(n in texts for n in names) or any(a["ip"] in addresses for a in incident.get("addresses", []))

    def others(records):
        return any("/attacks/" in path and not path.startswith(theirs) for path, _ in records)

    own = [a for a in result["alerts"]
           if ours([place(a["record"])] + [place(r) for r in a.get("related", [])])]
    new = [a for a in own if grave(a) and (a["rule"]["id"], who(a)) not in quiet["habits"]]
    held, why, mixed = None, "no grave alert of its own", False
    for incident, steps in incidents(result):
        fresh = [r for r, actor, records in steps if ours(records) and (r["id"], actor) not in quiet["habits"]]
        if not fresh:
            continue
        mixed = mixed or any(others(records) for _, _, records in steps)
        before = max((quiet["held"].get(r, 0) for _, _, records in steps for r in records), default=0)
        if before >= LEVELS.index(incident["level"]):
            why = f"part of an incident that is there anyway ({incident['level']})"
        elif not is_named(incident):
            why = "wrong identity: " + incident["title"]
        elif held is None or incident["score"] > held[0]:
            held = (incident["score"], incident["level"], incident["title"])
    by = collections.defaultdict(set)
    for alert in new:
        by[source(alert["rule"])].add(name(alert["rule"]))
    first = min((a["time"] for a in new), default=None)
    return {
        "found": held is not None, "why": None if held else why,
        "by": {kind: sorted(names) for kind, names in sorted(by.items())},
        "low": sorted({f"{name(a['rule'])} ({a['rule']['level']}{', habit' if grave(a) else ''})" for a in own if a not in new}),
        "delay": minutes(attack["start"], first) if first else None, "incident": held, "mixed": mixed,
    }


def accounts(folder, identity):
    """Lower-case names by which an identity is known: its e-mail, its accounts, its key."""
    found = {identity.lower()}
    with open(f"{folder}/organisation.yml") as file:
        for line in file:
            if f"email: {identity}," in line:
                found |= {value.strip("'").lower() for value in re.findall(r"(?:okta|github|aws_user|aws_directory|entra): ([^,}]+)", line)}
    return {f for f in found if len(f) > 3}


def found_addresses(folder):
    found = set()
    for path in glob.glob(f"{folder}/records/*/*"):
        with open(path, "rb") as file:
            for line in file:
                found.update(ADDRESS.findall(line))
    return {address.decode() for address in found}


def size(options, seed):
    return ["--people", str(options.people), "--machines", str(options.machines), "--days", str(options.days), "--seed", str(seed), "--quiet"]


def settle(job):
    """Makes the organisation of a seed and scans it without an attack."""
    options, seed = job
    folder = f"{options.folder}/{seed}"
    run([options.yagura, "simulate", "--output", folder, *size(options, seed)])
    answers = {}
    for intel in options.intel:
        result = scan(options.yagura, [f"{folder}/records"], f"{folder}/geo.csv" if intel else None, f"{folder}/out.json")
        answers["addresses" if intel else "bare"] = calm(result)
    return seed, answers, set() if options.quiet_only else found_addresses(folder)


def lay(job):
    """Writes the records of one attack, and tells whose it is and from where."""
    options, attack, stealth, seed = job
    home, folder = f"{options.folder}/{seed}", f"{options.folder}/{seed}-{attack}-{stealth}/attacks"
    run([options.yagura, "simulate", "--output", folder, *size(options, seed), "--attacks-only",
         "--attack", f"{attack}{'' if options.day is None else f'@{options.day}'}:stealth={stealth}"])
    with open(f"{folder}/truth.jsonl") as file:
        line = json.loads(file.readline())
    return attack, stealth, seed, folder, line, accounts(home, line["identity"]), found_addresses(folder) - CALM[seed][1]


def batches(laid, together):
    """Attacks that are scanned together: of one seed, no two of one kind or of one victim."""
    packed = []
    for item in laid:
        for batch in packed:
            if len(batch) < together and batch[0][2] == item[2] and all(
                    b[0] != item[0] and b[4]["identity"] != item[4]["identity"] for b in batch):
                batch.append(item)
                break
        else:
            packed.append([item])
    return packed


def examine(job):
    """Scans attacks beside their organisation in one variant, and judges each; mixed ones once more, alone."""
    options, batch, intel = job
    seed, variant = batch[0][2], "addresses" if intel else "bare"
    home = f"{options.folder}/{seed}"
    out = f"{batch[0][3]}/out-{variant}.json"
    result = scan(options.yagura, [f"{home}/records", *(f"{item[3]}/records" for item in batch)], f"{home}/geo.csv" if intel else None, out)
    rows = []
    for item in batch:
        attack, stealth, seed, folder, line, names, addresses = item
        judged = judge(result, CALM[seed][0][variant], line, f"{folder}/records", names, addresses)
        if judged["mixed"] and len(batch) > 1:
            rows += examine((options, [item], intel))
        else:
            rows.append((attack, stealth, seed, variant, judged, line["identity"]))
    return rows


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
                totals[stealth, "anyway"] += sum((answers[variant]["why"] or "").startswith("part of") for _, answers in runs)
                for answer in found:
                    delays.append(answer["delay"])
                    for kind in answer["by"]:
                        by[kind] += 1
            who = ", ".join(f"{kind} {count}" for kind, count in by.most_common())
            delay = f"{statistics.median(delays):.0f}" if delays else "–"
            print(f"| `{attack}` | {' | '.join(cells)} | {delay} | {who} |", file=out)
        cells = [f"**{totals[s]}/{totals[s, 'all']}**" for s in STEALTH]
        print(f"| all | {' | '.join(cells)} | | |", file=out)
        cells = [f"{totals[s] + totals[s, 'anyway']}/{totals[s, 'all']}" for s in STEALTH]
        print(f"| without condition 4 | {' | '.join(cells)} | | |", file=out)


def noise(variants, out, top):
    for variant in variants:
        print(f"\n### Without an attack, {'with' if variant == 'addresses' else 'without'} facts of addresses\n", file=out)
        print("| seed | records | incidents of medium or above that rules opened | of behaviour alone | alerts of behaviour at medium or above |", file=out)
        print("| --- | --- | --- | --- | --- |", file=out)
        opened = collections.Counter()
        for seed, (answers, _) in sorted(CALM.items()):
            answer = answers[variant]
            opened.update(answer["opened"])
            mine = {k: n for k, n in answer["opened"].items() if not k.startswith("rule")}
            told = ", ".join(f"{k.split(': ')[1].removeprefix('behaviour-')} {n}" for k, n in sorted(mine.items())) or "none"
            strange = answer["strange"]
            print(f"| {seed} | {answer['records']:,} | {strange.get('rule', 0)} | {strange.get('behaviour alone', 0)} | {told} |", file=out)
        if top:
            print("\n| alerts of medium or above, all seeds | |\n| --- | --- |", file=out)
            for text, total in opened.most_common(top):
                print(f"| {text} | {total} |", file=out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("yagura")
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--machines", type=int, default=50)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--attacks", help="comma-separated; all unless said")
    parser.add_argument("--stealth", default="low,medium,high")
    parser.add_argument("--day", type=int, help="of every attack, from 0; in the last third unless said")
    parser.add_argument("--quiet-only", action="store_true", help="no attacks")
    parser.add_argument("--bare-only", action="store_true", help="without geo.csv only")
    parser.add_argument("--addresses-only", action="store_true", help="with geo.csv only")
    parser.add_argument("--together", type=int, default=8, help="attacks in one scan; 1 for each alone")
    parser.add_argument("--keep", action="store_true", help="leave the records, and say where")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--top", type=int, default=0, help="list so many kinds of alerts of months without attacks")
    parser.add_argument("--misses", action="store_true", help="list what was not found, with its low alerts")
    parser.add_argument("--scratch", default=None, help="folder for simulated records")
    parser.add_argument("--json", help="write every answer here, too")
    parser.add_argument("--output", help="write the tables here instead of standard output")
    options = parser.parse_args()
    options.yagura = os.path.abspath(options.yagura)
    options.intel = [] if options.addresses_only else [False]
    options.intel += [] if options.bare_only else [True]
    names = [line.split()[0] for line in run([options.yagura, "simulate", "--list-attacks"]).splitlines() if line.strip()]
    if options.attacks:
        names = options.attacks.split(",")
    seeds = [int(seed) for seed in options.seeds.split(",")]
    variants = ["addresses" if intel else "bare" for intel in options.intel]
    out = open(options.output, "w") if options.output else sys.stdout
    options.folder = tempfile.mkdtemp(prefix="yagura-eval-", dir=options.scratch)
    rows = []
    try:
        with multiprocessing.Pool(options.processes) as pool:
            for seed, answers, usual in pool.imap(settle, [(options, seed) for seed in seeds]):
                CALM[seed] = answers, usual
        if not options.quiet_only:
            jobs = [(options, a, stealth, seed) for seed in seeds for a in names for stealth in options.stealth.split(",")]
            found = {}
            # The processes are forked after CALM is full.
            with multiprocessing.get_context("fork").Pool(options.processes) as pool:
                packed = batches(pool.map(lay, jobs), options.together)
                work = [(options, batch, intel) for batch in packed for intel in options.intel]
                for number, answers in enumerate(pool.imap(examine, work)):
                    for attack, stealth, seed, variant, judged, identity in answers:
                        found.setdefault((attack, stealth, seed, identity), {})[variant] = judged
                    if sys.stderr.isatty():
                        print(f"\r{number + 1}/{len(work)}", end="", file=sys.stderr)
            rows = [(a, stealth, seed, answers, identity) for (a, stealth, seed, identity), answers in found.items()]
    finally:
        if options.keep:
            print(options.folder, file=sys.stderr)
        else:
            shutil.rmtree(options.folder, ignore_errors=True)
    if rows:
        table(rows, variants, out)
    noise(variants, out, options.top)
    if options.misses:
        for attack, stealth, seed, answers, identity in rows:
            for variant in variants:
                answer = answers[variant]
                if not answer["found"]:
                    print(f"miss {attack} {stealth} seed {seed} {variant} ({identity}): {answer['why']}; low: {answer['low']}", file=out)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
