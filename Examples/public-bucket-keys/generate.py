#!/usr/bin/env python3
"""A games publisher leaves keys in a public bucket; somebody finds and uses them.

The same records each time; README.md says what they tell and what is invented.
"""
import pathlib
import sys
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from generator.aws import ANONYMOUS, Account, denied  # noqa: E402
from generator.chance import Chance  # noqa: E402
from generator.cloudwork import SDK, CloudWork, Machines  # noqa: E402
from generator.output import main  # noqa: E402
from generator.week import Clock, Person, days, utc  # noqa: E402

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/94.0.4606.81 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:93.0) Gecko/20100101 Firefox/93.0"
OFFICE = "81.144.20.5"
FINDER = "146.70.29.118"
CLI = "aws-cli/2.2.46 Python/3.8.8 Linux/5.10.0-9-amd64 exe/x86_64.debian.11 prompt/off command/"
MEDIA = "brightforge-eu-media"
KEYED = "web-publisher"


def people():
    return [
        Person("Ellen Marsh", "ellen.marsh@brightforge.example", OFFICE, "86.141.20.31", CHROME, 0, "GB", "London"),
        Person("Tom Okafor", "tom.okafor@brightforge.example", OFFICE, "82.17.66.40", FIREFOX, 0, "GB", "London"),
        Person("Irina Petrova", "irina.petrova@brightforge.example", OFFICE, "86.142.4.190", CHROME, 0, "GB", "London"),
        Person("Jack Lowe", "jack.lowe@brightforge.example", OFFICE, "82.18.120.9", CHROME, 0, "GB", "London"),
    ]


def visitors(chance, account, day):
    """The public reads pictures of the games' pages out of the bucket, through a cache that asks seldom."""
    for _ in range(chance.between(12, 20)):
        at = day + timedelta(seconds=chance.between(0, 86399))
        ip = f"{chance.choice(['86.143', '82.16', '73.32', '87.140', '122.161'])}.{chance.between(1, 250)}.{chance.between(1, 250)}"
        key = f"games/{chance.choice(['kickoff-21', 'hedge-run', 'total-siege'])}/{chance.choice(['hero', 'logo', 'shot-1', 'shot-2'])}.jpg"
        account.object(at, ANONYMOUS, "GetObject", MEDIA, key, ip=ip, agent=f"[{chance.choice([CHROME, FIREFOX])}]", size=chance.between(80_000, 900_000))


def tell(shelf):
    chance = Chance(20211018)
    account = Account(chance, "736400218854", "eu-west-1")
    fleet = Machines("forum-web", 2, "brightforge-forum-uploads", "avatars", chance)
    work = CloudWork(chance, account, people(), machines=[fleet], pipeline=("site-deploy", "brightforge", "websites"),
                     job=("forum-backup", "65.108.14.22", "brightforge-forum-backups", 6))  # fmt: skip
    publisher = account.user(KEYED)
    start = utc("2021-10-19 21:04:33")
    for day in days(utc("2021-10-11 00:00:00"), utc("2021-10-20 00:00:00")):
        work.day(day)
        visitors(chance, account, day)
        # The content system publishes with the key that lies in its settings, kept in the same bucket.
        for _ in range(chance.between(3, 6) if day.weekday() < 5 else 1):
            at = day + timedelta(hours=chance.between(9, 17), minutes=chance.between(0, 59))
            account.object(at, publisher, "PutObject", MEDIA, f"games/{chance.choice(['kickoff-21', 'hedge-run'])}/news-{chance.hex(6)}.jpg",
                           ip="34.248.117.60", agent="[aws-sdk-php/3.194.1 OS/Linux/4.14 lang/php/7.4.21]", size=chance.between(50_000, 400_000))  # fmt: skip
    clock = Clock(chance, start)
    account.object(clock.at, ANONYMOUS, "ListObjects", MEDIA, ip=FINDER, agent=f"[{CLI}s3.ls]", listing="")
    for key in ["cms/config/settings.php.bak", "cms/config/.env", "cms/config/sns.yml", "games/kickoff-21/hero.jpg"]:
        account.object(clock.wait(20, 90), ANONYMOUS, "GetObject", MEDIA, key, ip=FINDER, agent=f"[{CLI}s3.cp]", size=chance.between(700, 4000))

    def cli(service, name, request=None, *, error=None, region=None, command="", resources=None):
        account.call(clock.wait(4, 25), publisher, service, name, ip=FINDER, agent=f"[{CLI}{command}]", request=request, error=error, region=region, resources=resources)

    clock.wait(500, 700)
    cli("sts", "GetCallerIdentity", command="sts.get-caller-identity")
    for name in ["ListUsers", "ListAttachedUserPolicies", "ListRoles"]:
        cli("iam", name, {"userName": KEYED} if "User" in name else None, error=denied(publisher, f"iam:{name}"), command="iam")
    cli("s3", "ListBuckets", {"Host": "s3.eu-west-1.amazonaws.com"}, command="s3.ls")
    cli("sns", "ListTopics", command="sns.list-topics")
    cli("sns", "ListSubscriptions", command="sns.list-subscriptions")
    cli("cloudfront", "ListDistributions", command="cloudfront.list-distributions")
    cli("ses", "GetSendQuota", command="ses.get-send-quota")
    cli("ec2", "DescribeInstances", {"instancesSet": {}, "filterSet": {}}, command="ec2.describe-instances",
        error=("Client.UnauthorizedOperation", "You are not authorized to perform this operation."))  # fmt: skip
    cli("iam", "CreateUser", {"userName": "cdn-sync"}, error=denied(publisher, "iam:CreateUser"), command="iam.create-user")
    cli("secretsmanager", "ListSecrets", error=denied(publisher, "secretsmanager:ListSecrets"), command="secretsmanager.list-secrets")
    for bucket in ["brightforge-eu-cdn", "brightforge-forum-backups", "brightforge-downloads", MEDIA]:
        for name in ["GetBucketAcl", "GetBucketPolicy"]:
            cli("s3", name, {"bucketName": bucket, "Host": f"{bucket}.s3.eu-west-1.amazonaws.com"}, command="s3api")
    clock.wait(200, 400)
    # The forum's users, from its backups.
    account.object(clock.wait(5, 20), publisher, "ListObjects", "brightforge-forum-backups", ip=FINDER, agent=f"[{CLI}s3.sync]", listing="daily/")
    for part in range(34):
        account.object(clock.wait(2, 7), publisher, "GetObject", "brightforge-forum-backups", f"daily/2021/10/19/part-{part:04d}.parquet", ip=FINDER,
                       agent=f"[{CLI}s3.sync]", size=chance.between(2_000_000, 9_000_000))  # fmt: skip
    # The websites: opened to everybody's writing, then a script on the pages.
    clock.wait(300, 500)
    policy = {"Version": "2012-10-17", "Statement": [{"Sid": "cdn", "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"],
                                                      "Resource": "arn:aws:s3:::brightforge-eu-cdn/*"}]}  # fmt: skip
    cli("s3", "PutBucketPolicy", {"bucketName": "brightforge-eu-cdn", "Host": "brightforge-eu-cdn.s3.eu-west-1.amazonaws.com", "policy": "", "bucketPolicy": policy},
        command="s3api.put-bucket-policy", resources=[{"accountId": account.number, "type": "AWS::S3::Bucket", "ARN": "arn:aws:s3:::brightforge-eu-cdn"}])  # fmt: skip
    for page in ["index.html", "careers/index.html", "kickoff/index.html", "assets/loader.js"]:
        account.object(clock.wait(10, 40), publisher, "PutObject", "brightforge-eu-cdn", page, ip=FINDER, agent=f"[{CLI}s3.cp]", size=chance.between(3000, 90000))
    cli("cloudfront", "CreateInvalidation", {"distributionId": "E2EXAMPLE7QK3R", "invalidationBatch": {"paths": {"items": ["/*"], "quantity": 1}}},
        command="cloudfront.create-invalidation")  # fmt: skip
    shelf.cloudtrail(account)


if __name__ == "__main__":
    main(__file__, tell)
