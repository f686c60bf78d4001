"""The files of a replay: compressed, and the same content each time."""
import gzip
import json
import pathlib
import shutil
from collections import defaultdict
from datetime import datetime


class Shelf:
    """Records by the file that they go to."""

    def __init__(self):
        self._files = defaultdict(list)

    def add(self, path, records, envelope=None):
        """A record a line; or with `envelope`, one object that holds them all under that key."""
        self._files[path, envelope] += records

    def cloudtrail(self, trail):
        """A day and region a file, where CloudTrail itself delivers every few minutes."""
        for record in sorted(trail.records, key=lambda r: (r["eventTime"], r["eventID"])):
            day = datetime.strptime(record["eventTime"][:10], "%Y-%m-%d")
            region, account = record["awsRegion"], record["recipientAccountId"]
            folder = f"AWSLogs/{account}/CloudTrail/{region}/{day:%Y/%m/%d}"
            self.add(f"{folder}/{account}_CloudTrail_{region}_{day:%Y%m%d}T2355Z.json.gz", [record], "Records")

    def contents(self):
        """File by file, not yet compressed."""
        for (path, envelope), records in sorted(self._files.items(), key=lambda item: item[0][0]):
            if envelope:
                yield path, compact({envelope: records}) + "\n"
            else:
                yield path, "".join(compact(record) + "\n" for record in records)


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def main(file, tell):
    """Writes `records/` beside the script `file`."""
    folder = pathlib.Path(file).resolve().parent / "records"
    shelf = Shelf()
    tell(shelf)
    shutil.rmtree(folder, ignore_errors=True)
    files = size = 0
    for path, text in shelf.contents():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = gzip.compress(text.encode(), 9, mtime=0)
        files, size = files + 1, size + len(data)
        target.write_bytes(data)
    print(f"{folder.parent.name}: {files} files, {size // 1024} KB")
