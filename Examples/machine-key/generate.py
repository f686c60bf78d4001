#!/usr/bin/env python3
"""One key is burnt into every machine of a vendor; somebody buys a used one.

The same records each time; README.md says what they tell and what is invented.
"""
import pathlib
import sys
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from generator.aws import Account, denied  # noqa: E402
from generator.chance import Chance  # noqa: E402
from generator.cloudwork import CloudWork  # noqa: E402
from generator.output import main  # noqa: E402
from generator.week import Clock, Person, days, is_working, utc  # noqa: E402

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
OFFICE = "153.156.88.20"
KEYED = "press-gateway"
GATEWAY = "[Boto3/1.26.84 Python/3.9.2 Linux/5.10.168-yocto Botocore/1.29.84]"
INTRUDER = "65.108.201.33"
CLI = "aws-cli/2.27.50 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0-60-generic md/arch#x86_64 lang/python#3.13.4 md/installer#exe md/prompt#off md/command#"
GUESSER = "[Boto3/1.40.60 md/Botocore#1.40.60 ua/2.1 os/linux#6.8.0-60-generic md/arch#x86_64 lang/python#3.12.3 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.40.60]"
# Fourteen plants of nine customers in six countries, each behind its own address.
PLANTS = {
    "jp-oyama": "118.8.14.70", "jp-hamamatsu": "118.9.80.12", "jp-suzuka": "106.150.33.8", "jp-kariya": "126.73.2.55", "de-bochum": "87.140.91.6",
    "de-ulm": "88.72.40.18", "gb-derby": "86.140.66.3", "gb-telford": "82.16.140.77", "us-toledo": "73.32.18.4", "us-gary": "107.192.8.91",
    "us-greer": "71.172.33.60", "in-pune": "122.160.77.20", "in-hosur": "117.192.5.9", "sg-tuas": "116.86.12.48",
}  # fmt: skip

GUESSES = {
    "iam": "ListUsers ListRoles ListGroups ListPolicies GetAccountSummary GetAccountAuthorizationDetails",
    "ec2": "DescribeInstances DescribeVpcs DescribeSnapshots DescribeKeyPairs DescribeAddresses",
    "s3": "ListBuckets",
    "iot": "ListThings DescribeEndpoint ListPolicies",
    "lambda": "ListFunctions20150331 ListLayers",
    "rds": "DescribeDBInstances DescribeDBSnapshots",
    "dynamodb": "ListTables ListBackups",
    "secretsmanager": "ListSecrets",
    "ssm": "DescribeParameters DescribeInstanceInformation",
    "kms": "ListKeys ListAliases",
    "sqs": "ListQueues",
    "sns": "ListTopics",
    "logs": "DescribeLogGroups",
    "cloudtrail": "DescribeTrails",
    "ecr": "DescribeRepositories",
    "ecs": "ListClusters",
    "greengrass": "ListCoreDevices",
    "iotsitewise": "ListAssets",
    "organizations": "DescribeOrganization",
}


def people():
    return [
        Person("Kenji Arai", "kenji.arai@tessen-press.example", OFFICE, "126.72.60.14", CHROME, 9, "JP", "Nagoya"),
        Person("Saki Oda", "saki.oda@tessen-press.example", OFFICE, "118.10.3.90", FIREFOX, 9, "JP", "Nagoya"),
        Person("Taro Hirai", "taro.hirai@tessen-press.example", OFFICE, "106.151.70.2", CHROME, 9, "JP", "Nagoya"),
    ]


def tell(shelf):
    chance = Chance(20251104)
    account = Account(chance, "205739188461", "ap-northeast-1")
    work = CloudWork(chance, account, people(), pipeline=("firmware-release", "tessen-press", "gateway-firmware"))
    keyed = account.user(KEYED)
    for day in days(utc("2025-10-27 00:00:00"), utc("2025-11-06 00:00:00")):
        work.day(day)
        for number, (plant, ip) in enumerate(PLANTS.items()):
            for _ in range(chance.between(7, 10) if is_working(day) else chance.between(2, 3)):
                at = day + timedelta(seconds=chance.between(0, 86399))
                account.object(at, keyed, "PutObject", "press-telemetry-prod", f"{plant}/{day:%Y/%m/%d}/{chance.hex(8)}.avro", ip=ip, agent=GATEWAY,
                               size=chance.between(30_000, 90_000))  # fmt: skip
            at = day + timedelta(hours=chance.between(0, 23), minutes=chance.between(0, 59))
            account.object(at, keyed, "GetObject", "press-firmware-prod", "gateway/stable/manifest.json", ip=ip, agent=GATEWAY, size=2210)
            if is_working(day):
                account.object(at + timedelta(seconds=30), keyed, "GetObject", "press-recipes-prod", f"{plant}/active.bin", ip=ip, agent=GATEWAY, size=88_000 + number)
    clock = Clock(chance, utc("2025-11-04 22:47:19"))

    def call(service, name, request=None, error=None, read=None, command=None):
        account.call(clock.wait(3, 16), keyed, service, name, ip=INTRUDER, agent=f"[{CLI}{command or service}]", request=request, error=error, read=read)

    call("sts", "GetCallerIdentity")
    # What may the key do? A program tries the reading calls of service after service; few answer.
    for service, names in GUESSES.items():
        for name in names.split():
            allowed = service in ("s3", "iot")
            account.call(clock.wait(2, 5), keyed, service, name, ip=INTRUDER, agent=GUESSER, error=None if allowed else denied(keyed, f"{service}:{name}"))
    clock.wait(300, 600)
    # Every customer's recipes, not one plant's.
    for bucket in ("press-recipes-prod", "press-firmware-prod"):
        account.object(clock.wait(4, 12), keyed, "ListObjects", bucket, ip=INTRUDER, agent=f"[{CLI}s3.sync]", listing="")
    for plant in PLANTS:
        for name in ("active.bin", "previous.bin", "line-layout.json", "alarms.json"):
            account.object(clock.wait(1, 4), keyed, "GetObject", "press-recipes-prod", f"{plant}/{name}", ip=INTRUDER, agent=f"[{CLI}s3.sync]", size=chance.between(20_000, 95_000))
    # The policy was written with a star: what the machines only read can be changed, too.
    clock.wait(500, 800)
    call("s3", "PutBucketVersioning", {"bucketName": "press-firmware-prod", "Host": "press-firmware-prod.s3.ap-northeast-1.amazonaws.com", "versioning": "",
         "VersioningConfiguration": {"xmlns": "http://s3.amazonaws.com/doc/2006-03-01/", "Status": "Suspended"}}, read=False, command="s3api.put-bucket-versioning")  # fmt: skip
    # What all the gateways fetch tonight.
    for name in ("gateway/stable/gateway-4.8.2.img", "gateway/stable/manifest.json"):
        account.object(clock.wait(20, 50), keyed, "PutObject", "press-firmware-prod", name, ip=INTRUDER, agent=f"[{CLI}s3.cp]", size=chance.between(2000, 40_000_000))
    account.object(clock.wait(30, 60), keyed, "DeleteObject", "press-firmware-prod", "gateway/stable/gateway-4.8.1.img", ip=INTRUDER, agent=f"[{CLI}s3.rm]")
    # The vendor is told what it costs that the recipes stay secret.
    account.object(clock.wait(60, 120), keyed, "PutObject", "press-recipes-prod", "READ_ME_TO_RESTORE.txt", ip=INTRUDER, agent=f"[{CLI}s3.cp]", size=1733)
    shelf.cloudtrail(account)


if __name__ == "__main__":
    main(__file__, tell)
