#!/usr/bin/env python3
"""Writes the replay's records beside this file: AWSLogs/ as CloudTrail delivers it, github/ as one NDJSON file.

The same records each time; README.md says what they tell and what is invented.
"""
import gzip
import json
import pathlib
import shutil
from collections import defaultdict
from datetime import datetime, timedelta, timezone

from generator import world
from generator.attack import Attack
from generator.chance import Chance
from generator.cloudtrail import Identities, Trail
from generator.github import AuditLog
from generator.work import Work

HERE = pathlib.Path(__file__).resolve().parent
FIRST = datetime(2025, 5, 16, tzinfo=timezone.utc)
LAST = datetime(2025, 5, 25, tzinfo=timezone.utc)
MONDAY = datetime(2025, 5, 26, tzinfo=timezone.utc)
START = datetime(2025, 5, 24, 19, 41, 17, tzinfo=timezone.utc)  # 01:11 on Sunday in India


def tell(chance):
    identities, trail, audit = Identities(chance), Trail(chance), AuditLog(chance)
    work, attack = Work(chance, identities, trail, audit), Attack(chance, identities, trail, audit, START)
    day = FIRST
    while day <= LAST:
        work.day(day)
        day += timedelta(days=1)
    attack.run()
    attack.discovery(MONDAY)
    # What no longer exists has nothing more to say.
    records = [r for r in trail.records if not (r["eventTime"] > START.strftime("%Y-%m-%dT%H:%M:%SZ") and ruins(r))]
    return sorted(records, key=lambda r: r["eventTime"]), sorted(audit.records, key=lambda r: r["@timestamp"])


def ruins(record):
    """Machines and backups of the time after the start of the attack: they are on their way out."""
    name = record["userIdentity"].get("sessionContext", {}).get("sessionIssuer", {}).get("userName")
    return name in ("fleet-instance", "AWSBackupDefaultServiceRole") or record["eventName"] == "BackupJobCompleted"


def deliver(records, chance):
    """Six hours a file, where CloudTrail itself delivers every few minutes."""
    files = defaultdict(list)
    for record in records:
        time = datetime.strptime(record["eventTime"], "%Y-%m-%dT%H:%M:%SZ")
        closes = time.replace(hour=time.hour // 6 * 6, minute=0, second=0) + timedelta(hours=6)
        files[record["awsRegion"], time.date(), closes].append(record)
    for (region, date, closes), content in sorted(files.items()):
        folder = HERE / "AWSLogs" / world.ACCOUNT / "CloudTrail" / region / date.strftime("%Y/%m/%d")
        folder.mkdir(parents=True, exist_ok=True)
        unique = chance.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 16)
        name = f"{world.ACCOUNT}_CloudTrail_{region}_{closes:%Y%m%dT%H%MZ}_{unique}.json.gz"
        text = json.dumps({"Records": content}, separators=(",", ":"))
        (folder / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    return len(files)


def main():
    chance = Chance(20250524)
    cloudtrail, github = tell(chance)
    for folder in ("AWSLogs", "github"):
        shutil.rmtree(HERE / folder, ignore_errors=True)
    files = deliver(cloudtrail, chance)
    (HERE / "github").mkdir()
    lines = "".join(json.dumps(record, separators=(",", ":")) + "\n" for record in github)
    (HERE / "github" / "audit-log-2025-05.ndjson").write_text(lines, encoding="utf-8")
    print(f"{len(cloudtrail)} CloudTrail records in {files} files, {len(github)} GitHub audit events")


if __name__ == "__main__":
    main()
