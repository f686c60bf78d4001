#!/usr/bin/env python3
"""A leaked key rewrites every object under a key that only the intruder has.

The same records each time; README.md says what they tell and what is invented.
"""
import pathlib
import sys
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from generator.aws import Account, denied  # noqa: E402
from generator.chance import Chance  # noqa: E402
from generator.cloudwork import CloudWork, Machines  # noqa: E402
from generator.output import main  # noqa: E402
from generator.week import Clock, Person, days, utc  # noqa: E402

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Safari/605.1.15"
OFFICE = "12.203.64.22"
INTRUDER = "45.142.212.66"
SDK = "[aws-sdk-go/1.44.298 (go1.21.5; linux; amd64) S3Manager]"
KEYED = "nightly-export"
BUCKETS = {"larkspur-datasets": 70, "larkspur-exports": 45, "larkspur-customer-files": 60}


def people():
    return [
        Person("Maya Cohen", "maya.cohen@larkspur.example", OFFICE, "73.33.70.8", SAFARI, -5, "US", "Boston"),
        Person("Trent Alvarez", "trent.alvarez@larkspur.example", OFFICE, "107.194.6.33", CHROME, -5, "US", "Boston"),
        Person("Uma Desai", "uma.desai@larkspur.example", OFFICE, "71.174.80.2", CHROME, -5, "US", "Boston"),
        Person("Joel Finch", "joel.finch@larkspur.example", OFFICE, "73.34.5.119", SAFARI, -5, "US", "Boston"),
    ]


def tell(shelf):
    chance = Chance(20250109)
    account = Account(chance, "318204556790", "us-east-1")
    fleet = Machines("ingest", 3, "larkspur-datasets", "raw", chance)
    work = CloudWork(chance, account, people(), machines=[fleet], pipeline=("deploy", "larkspur", "platform"),
                     job=(KEYED, "104.238.140.25", "larkspur-exports", 12))  # fmt: skip
    for day in days(utc("2025-01-01 00:00:00"), utc("2025-01-10 00:00:00")):
        work.day(day)
    keyed = account.user(KEYED)
    clock = Clock(chance, utc("2025-01-09 04:41:55"))

    def bucket(name, which, more=None, error=None):
        host = f"{which}.s3.us-east-1.amazonaws.com"
        account.call(clock.wait(3, 15), keyed, "s3", name, ip=INTRUDER, agent=SDK, request={"bucketName": which, "Host": host, **(more or {})}, error=error, host=host,
                     resources=[{"accountId": account.number, "type": "AWS::S3::Bucket", "ARN": f"arn:aws:s3:::{which}"}])  # fmt: skip

    account.call(clock.at, keyed, "sts", "GetCallerIdentity", ip=INTRUDER, agent=SDK)
    account.call(clock.wait(5, 15), keyed, "iam", "ListAccountAliases", ip=INTRUDER, agent=SDK, error=denied(keyed, "iam:ListAccountAliases"))
    account.call(clock.wait(5, 15), keyed, "s3", "ListBuckets", ip=INTRUDER, agent=SDK, request={"Host": "s3.amazonaws.com"}, host="s3.amazonaws.com")
    for which in BUCKETS:
        bucket("GetBucketVersioning", which, {"versioning": ""})
        bucket("GetBucketLifecycle", which, {"lifecycle": ""}, ("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"))
        bucket("GetBucketObjectLockConfiguration", which, {"object-lock": ""}, ("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"))
    clock.wait(900, 1200)
    for which in BUCKETS:
        bucket("PutBucketVersioning", which, {"versioning": "", "VersioningConfiguration": {"xmlns": "http://s3.amazonaws.com/doc/2006-03-01/", "Status": "Suspended"}})
    for which, count in BUCKETS.items():
        account.object(clock.wait(5, 15), keyed, "ListObjects", which, ip=INTRUDER, agent=SDK, listing="")
        for number in range(count):
            key = f"{chance.choice(['raw', 'daily', 'archive'])}/2024/{number % 12 + 1:02d}/{number:05d}.parquet"
            account.object(clock.wait(1, 4), keyed, "CopyObject", which, key, ip=INTRUDER, agent=SDK, size=chance.between(100_000, 9_000_000), extra={
                "x-amz-copy-source": f"{which}/{key}",
                "x-amz-server-side-encryption-customer-algorithm": "AES256",
                "x-amz-server-side-encryption-customer-key-MD5": "HIDDEN_DUE_TO_SECURITY_REASONS",
                "x-amz-metadata-directive": "REPLACE",
            })  # fmt: skip
    for which in BUCKETS:
        rule = {"ID": "cleanup", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 7}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}}
        bucket("PutBucketLifecycle", which, {"lifecycle": "", "LifecycleConfiguration": {"xmlns": "http://s3.amazonaws.com/doc/2006-03-01/", "Rule": rule}})
        for folder in ("raw", "daily", "archive"):
            account.object(clock.wait(1, 4), keyed, "PutObject", which, f"{folder}/RECOVER-YOUR-FILES.txt", ip=INTRUDER, agent=SDK, size=1412)
    shelf.cloudtrail(account)


if __name__ == "__main__":
    main(__file__, tell)
