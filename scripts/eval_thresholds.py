#!/usr/bin/env python3
"""Hold a yagura binary against labelled records that only mean something in number.

usage: eval_thresholds.py YAGURA CORPUS [--step SECONDS] [--max COUNT] [--verbose] [NAME ...]

CORPUS is a folder of *.jsonl, a labelled record a line: {"rule", "severity", "threshold", "case", "expected", "event"}.
Each case with a threshold above one is written THRESHOLD times, its times rising by --step seconds (15 by default) and
its ids made different, and scanned by itself. A case that is expected needs an alert at medium or above (low where the
published severity is Info or Low); one that is not must have none at medium or above. NAME picks files by a part of
their name. Where CORPUS is absent nothing is judged and the exit is 0.
"""
import argparse
import concurrent.futures
import copy
import datetime
import glob
import json
import os
import subprocess
import sys
import tempfile

RANK = {'informational': 0, 'info': 0, 'low': 1, 'medium': 2, 'high': 3, 'critical': 4}
START = datetime.datetime(2026, 3, 4, 9, 0, tzinfo=datetime.timezone.utc)

# Where a source keeps the time of a record, and what tells one record from the next.
TIMES = {
    'AWS': ['eventTime'], 'Amazon.EKS': ['requestReceivedTimestamp', 'stageTimestamp'],
    'Azure': ['time', 'properties.activityDateTime', 'properties.createdDateTime'], 'GCP': ['timestamp'],
    'Microsoft365': ['CreationTime'], 'GSuite': ['id.time'], 'Okta': ['published'], 'GitHub': ['@timestamp'],
    'Slack': ['date_create'], 'OpenAI': ['effective_at'],
}
EPOCH = {'@timestamp': 1000, 'date_create': 1, 'effective_at': 1}
IDS = ['eventID', 'auditID', 'insertId', 'Id', 'uuid', 'correlationId', 'properties.id', 'id.uniqueQualifier', '_document_id',
       'requestID', 'id']


def put(record, path, value, create=False):
    """Sets a value below dotted keys; only where there is one already, unless it may be created."""
    keys = path.split('.')
    for key in keys[:-1]:
        if not isinstance(record.get(key), dict):
            if not create:
                return
            record[key] = {}
        record = record[key]
    if create or isinstance(record.get(keys[-1]), (str, int)):
        record[keys[-1]] = value


def repeated(row, source, step):
    """The records of a case, in order of time."""
    paths = next((v for k, v in TIMES.items() if source.startswith(k)), ['time'])
    for index in range(row['threshold']):
        record = copy.deepcopy(row['event'])
        moment = START + datetime.timedelta(seconds=index * step)
        for number, path in enumerate(paths):
            scale = EPOCH.get(path)
            value = int(moment.timestamp()) * scale if scale else moment.strftime('%Y-%m-%dT%H:%M:%SZ')
            put(record, path, value, create=number == 0)
        for path in IDS:
            old = record
            for key in path.split('.'):
                old = old.get(key) if isinstance(old, dict) else None
            if isinstance(old, str):
                put(record, path, f'{old}-{index:06d}')
        yield record


def best_level(binary, records):
    """The level of the highest alert that a scan of the records gives; -1 for none."""
    with tempfile.NamedTemporaryFile('w', suffix='.ndjson') as file:
        for record in records:
            file.write(json.dumps(record, separators=(',', ':')) + '\n')
        file.flush()
        done = subprocess.run([binary, 'scan', file.name, '--format', 'jsonl'], capture_output=True, text=True, timeout=600)
    best, title = -1, ''
    for line in done.stdout.splitlines():
        row = json.loads(line)
        if row.get('type') == 'alert':
            level = RANK.get(str(row['rule'].get('level', '')).lower(), 0)
            if level > best:
                best, title = level, row['rule']['title']
    return best, title


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('binary')
    parser.add_argument('corpus')
    parser.add_argument('names', nargs='*')
    parser.add_argument('--step', type=float, default=15)
    parser.add_argument('--max', type=int, default=1000, help='leave out cases that ask for more records than this')
    parser.add_argument('--verbose', action='store_true')
    options = parser.parse_intermixed_args()
    if not os.path.isdir(options.corpus):
        print(f'{options.corpus} is not there: nothing judged')
        return 0
    cases = []
    for path in sorted(glob.glob(os.path.join(options.corpus, '*.jsonl'))):
        source = os.path.basename(path)[:-6]
        if options.names and not any(name in source for name in options.names):
            continue
        for line in open(path):
            row = json.loads(line)
            if 1 < (row['threshold'] or 1) <= options.max:
                cases.append((source, row))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda c: best_level(options.binary, repeated(c[1], c[0], options.step)), cases))
    found = wanted = false = unwanted = 0
    for (source, row), (level, title) in zip(cases, results):
        need = 1 if str(row['severity']).lower() in ('info', 'low') else 2
        if row['expected']:
            wanted += 1
            good = level >= need
            found += good
        else:
            unwanted += 1
            good = level < 2
            false += not good
        if options.verbose or not good:
            word = 'ok' if good else 'missed' if row['expected'] else 'false'
            print(word, source, row['rule'], '|', row['case'], '| x', row['threshold'], '|', title)
    print(f'found {found}/{wanted}  false {false}/{unwanted}')
    return 0 if found == wanted and false == 0 else 1


if __name__ == '__main__':
    sys.exit(main())
