#!/usr/bin/env python3
"""Makes the benchmark's input: CloudTrail records repeated, each round a day later than the one before.

Every record keeps its shape and its length; its day moves, and its eventID is made its own. Nothing is sampled or
invented, so the mix of services, sizes and nesting is that of the recorded files.

    generate.py                             Benchmarks/data/cloudtrail.ndjson, 290,000 records
    generate.py --records 10000000 -o -     ten million to standard output, no file needed
    generate.py --identities 100000         every recorded actor becomes up to 100,000, each with an address of its own
    generate.py --delivery Benchmarks/data/delivery    the same as gzip delivery files
"""
import argparse
import gzip
import json
import os
import pathlib
import sys
from datetime import date, timedelta

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECORDED = ROOT / "../shared/corpus/cloudtrail"
REPLAY = ROOT / "Examples/kiranapro/AWSLogs"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


class Record:
    """A record as text, cut where the day, the event's id and the actor stand."""

    def __init__(self, fields):
        self.day = date.fromisoformat(fields["eventTime"][:10])
        self.identity = fields.get("userIdentity") or {}
        self.event_id = fields.get("eventID", "")
        self.address = fields.get("sourceIPAddress", "")
        self.text = json.dumps(fields, separators=(",", ":"), ensure_ascii=False)

    def at(self, repetition):
        later = (self.day + timedelta(days=repetition)).isoformat()
        text = self.text.replace(f'"{self.day}T', f'"{later}T')
        if self.event_id:
            text = text.replace(self.event_id, f"{self.event_id[:-6]}{repetition:06x}")
        return text

    def by(self, text, number):
        """The text with the actor's ids replaced by those of identity `number`."""
        for key, width in (("accessKeyId", 5), ("principalId", 5)):
            old = self.identity.get(key) or ""
            if old.startswith("A") and len(old) >= 16:
                head, colon, session = old.partition(":")
                text = text.replace(old, head[:-width] + base32(number, width) + colon + session)
        name = self.identity.get("userName") or self.identity.get("sessionContext", {}).get("sessionIssuer", {}).get("userName")
        if name:
            text = text.replace(f'"{name}"', f'"{name}-{number:07d}"').replace(f'/{name}"', f'/{name}-{number:07d}"')
            text = text.replace(f"assumed-role/{name}/", f"assumed-role/{name}-{number:07d}/")
        if self.address[:1].isdigit():
            # 240.0.0.0/4 is reserved; no such address is anybody's.
            text = text.replace(self.address, f"240.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")
        return text


def base32(number, width):
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, 32)
        digits = BASE32[digit] + digits
    return digits


def read(folder):
    """The files of a folder as (name, records), in the order of their names."""
    for path in sorted(folder.rglob("*.json*")):
        raw = path.read_bytes()
        content = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
        yield path.name.removesuffix(".gz"), [Record(r) for r in content["Records"]]


def texts(files, count, identities):
    """`count` records as (repetition, file number, text)."""
    made = repetition = 0
    while True:
        for number, (_, records) in enumerate(files):
            for record in records:
                if made == count:
                    return
                text = record.at(repetition)
                yield repetition, number, record.by(text, made % identities) if identities else text
                made += 1
        repetition += 1


def write_ndjson(stream, lines):
    batch = []
    for _, _, text in lines:
        batch.append(text)
        if len(batch) == 5000:
            stream.write(("\n".join(batch) + "\n").encode())
            batch.clear()
    if batch:
        stream.write(("\n".join(batch) + "\n").encode())


def write_delivery(folder, files, lines):
    """Delivery files in AWS's layout; one day a round."""
    pending, where = [], None

    def flush():
        if not pending:
            return
        repetition, number = where
        name, records = files[number]
        day = records[0].day + timedelta(days=repetition)
        place = folder / "AWSLogs/CloudTrail" / day.strftime("%Y/%m/%d")
        place.mkdir(parents=True, exist_ok=True)
        body = '{"Records":[' + ",".join(pending) + "]}"
        (place / f"{repetition:05d}_{name}.gz").write_bytes(gzip.compress(body.encode(), 6, mtime=0))
        pending.clear()

    for repetition, number, text in lines:
        if (repetition, number) != where:
            flush()
            where = (repetition, number)
        pending.append(text)
    flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = pathlib.Path(os.environ.get("YAGURA_BENCH_INPUT") or RECORDED)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=default, help="a folder of CloudTrail delivery files, plain or gzip")
    parser.add_argument("--records", type=int, help="how many; 100 rounds of the folder's records unless given")
    parser.add_argument("--identities", type=int, default=0, help="number the actors round from 0 to so many (0: as recorded)")
    parser.add_argument("--delivery", type=pathlib.Path, metavar="DIR", help="write gzip delivery files here instead of NDJSON")
    parser.add_argument("-o", "--output", default=str(ROOT / "Benchmarks/data/cloudtrail.ndjson"), help="the NDJSON file; - is standard output")
    options = parser.parse_args()

    folder = options.folder
    if folder == RECORDED and not folder.is_dir():
        folder = REPLAY
        print("no recorded CloudTrail files here; using the bundled replay's", file=sys.stderr)
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder; give one that holds CloudTrail delivery files (*.json or *.json.gz)")
    files = list(read(folder))
    recorded = sum(len(records) for _, records in files)
    if not recorded:
        sys.exit(f"{folder}: no CloudTrail records in it")
    count = options.records if options.records is not None else recorded * 100
    lines = texts(files, count, options.identities)

    if options.delivery:
        write_delivery(options.delivery, files, lines)
    elif options.output == "-":
        write_ndjson(sys.stdout.buffer, lines)
    else:
        output = pathlib.Path(options.output)
        output.parent.mkdir(parents=True, exist_ok=True)
        partial = output.with_suffix(".partial")
        with partial.open("wb") as stream:
            write_ndjson(stream, lines)
        partial.rename(output)
    print(f"{count} records, {recorded} of them different", file=sys.stderr)


if __name__ == "__main__":
    main()
