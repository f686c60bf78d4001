#!/usr/bin/env python3
"""A bank's firewall hands out its role's credentials, and they copy the bank's buckets from Tor.

The same records each time; README.md says what they tell and what is invented.
"""
import pathlib
import sys
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from generator.aws import Account  # noqa: E402
from generator.chance import Chance  # noqa: E402
from generator.cloudwork import CloudWork, Machines  # noqa: E402
from generator.findings import guardduty  # noqa: E402
from generator.output import main  # noqa: E402
from generator.week import Clock, Person, days, utc  # noqa: E402

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/73.0.3683.75 Safari/537.36"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_3) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.0.3 Safari/605.1.15"
OFFICE = "12.203.64.9"
EXITS = ["185.220.101.46", "185.220.101.6", "185.220.100.252", "199.249.230.87"]
CLI = "aws-cli/1.16.125 Python/3.6.7 Linux/4.15.0-46-generic botocore/1.12.115"
BUCKETS = {"applications": 46, "card-statements": 22, "credit-decisions": 18, "customer-letters": 12}


def people():
    return [
        Person("Dana Ortiz", "dana.ortiz@harbourline.example", OFFICE, "73.34.18.201", CHROME, -5, "US", "Richmond"),
        Person("Wes Adeyemi", "wes.adeyemi@harbourline.example", OFFICE, "107.193.40.77", SAFARI, -5, "US", "Richmond"),
        Person("Priya Raman", "priya.raman@harbourline.example", OFFICE, "71.173.9.14", CHROME, -5, "US", "Richmond"),
        Person("Noel Brandt", "noel.brandt@harbourline.example", OFFICE, "73.35.2.90", CHROME, -5, "US", "Richmond"),
    ]


def tell(shelf):
    chance = Chance(20190322)
    account = Account(chance, "461120873305", "us-east-1")
    firewall = Machines("harbourline-waf-role", 2, "harbourline-waf-logs", "modsecurity", chance)
    fleet = Machines("card-api", 3, "harbourline-applications", "intake", chance, "10.21")
    work = CloudWork(chance, account, people(), machines=[firewall, fleet], pipeline=("deploy", "harbourline", "card-api"),
                     job=("statement-mailer", "12.203.64.20", "harbourline-card-statements", 14))  # fmt: skip
    start = utc("2019-03-22 03:17:08")
    for day in days(utc("2019-03-14 00:00:00"), utc("2019-03-23 00:00:00")):
        work.day(day)
    session = account.role("harbourline-waf-role", firewall.ids[0], start - timedelta(minutes=134), instance=True)
    account.service_assumes(start - timedelta(minutes=134), "ec2", "harbourline-waf-role", firewall.ids[0], session["accessKeyId"])
    clock = Clock(chance, start)

    for _ in range(3):
        account.call(clock.at, session, "s3", "ListBuckets", ip=EXITS[0], agent=f"[{CLI}]", request={"Host": "s3.amazonaws.com"}, host="s3.amazonaws.com")
        clock.wait(40, 300)
    clock.wait(900, 1500)
    first = clock.at
    reads = 0
    for number, (name, count) in enumerate(BUCKETS.items()):
        bucket = f"harbourline-{name}"
        ip = EXITS[number % len(EXITS)]
        account.object(clock.wait(20, 60), session, "ListObjects", bucket, ip=ip, agent=f"[{CLI}]", listing="")
        for part in range(count):
            account.object(clock.wait(1, 6), session, "GetObject", bucket, f"2018/{part % 12 + 1:02d}/export-{part:05d}.csv.gz", ip=ip, agent=f"[{CLI}]",
                           size=chance.between(4_000_000, 64_000_000))  # fmt: skip
            reads += 1
    # An object that the role may not read: the sync goes on.
    account.object(clock.wait(2, 6), session, "GetObject", "harbourline-hr-archive", "2017/index.csv", ip=EXITS[0], agent=f"[{CLI}]",
                   error=("AccessDenied", "Access Denied"))  # fmt: skip
    instance = {"instanceDetails": {"instanceId": firewall.ids[0], "instanceType": "m4.large", "instanceState": "running"}}
    outside = guardduty(chance, account, "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", 8,
                        f"Credentials for the EC2 instance role harbourline-waf-role were used from the external IP address {EXITS[0]}.",
                        session, start, first, EXITS[0], "Germany", 60729, "Stiftung Erneuerbare Freiheit", ("s3", "ListBuckets"), 3, instance)  # fmt: skip
    tor = guardduty(chance, account, "UnauthorizedAccess:IAMUser/TorIPCaller", 5,
                    f"API GetObject was invoked from the Tor exit node {EXITS[1]}.",
                    session, first, clock.at, EXITS[1], "Germany", 60729, "Stiftung Erneuerbare Freiheit", ("s3", "GetObject"), reads, instance)  # fmt: skip
    shelf.cloudtrail(account)
    shelf.add("guardduty/findings.ndjson.gz", [outside, tor])


if __name__ == "__main__":
    main(__file__, tell)
