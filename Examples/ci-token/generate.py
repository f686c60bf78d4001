#!/usr/bin/env python3
"""The token of a build account leaks; the tags of an action that everybody uses are moved, and a deployment's key is taken.

The same records each time; README.md says what they tell and what is invented.
"""
import pathlib
import sys
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from generator.aws import Account, denied  # noqa: E402
from generator.chance import Chance  # noqa: E402
from generator.cloudwork import CloudWork, Machines  # noqa: E402
from generator.github import GitHub  # noqa: E402
from generator.output import main  # noqa: E402
from generator.week import Clock, Person, days, utc  # noqa: E402

CHROME = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:136.0) Gecko/20100101 Firefox/136.0"
OFFICE = "217.110.44.3"
INTRUDER = "146.70.98.14"
BOT = "seamark-release-bot"
TAGS = [f"v{major}.{minor}.0" for major in range(31, 46) for minor in (0, 1)] + ["v44", "v45"]


def people():
    told = [
        Person("Lena Vogt", "lena.vogt@seamark.example", OFFICE, "87.141.60.22", CHROME, 1, "DE", "Hamburg"),
        Person("Jonas Weiss", "jonas.weiss@seamark.example", OFFICE, "88.73.14.200", FIREFOX, 1, "DE", "Hamburg"),
        Person("Mira Kaya", "mira.kaya@seamark.example", OFFICE, "87.142.9.81", CHROME, 1, "DE", "Hamburg"),
        Person("Paul Anders", "paul.anders@seamark.example", OFFICE, "88.74.201.5", FIREFOX, 1, "DE", "Hamburg"),
    ]
    for person in told:
        person.ids["github"] = person.email.split("@")[0].replace(".", "-")
    return told


def tell(shelf):
    chance = Chance(20250314)
    team = people()
    hub = GitHub(chance, "seamark-dev", ["changed-paths", "shop", "billing", "infrastructure", "docs", "design", "labels", "mirror"])
    account = Account(chance, "829917340016", "eu-central-1")
    fleet = Machines("shop-web", 2, "seamark-shop-assets", "orders", chance)
    work = CloudWork(chance, account, team, machines=[fleet], pipeline=("shop-deploy", "seamark-dev", "shop"), looks=(2, 5))
    runners = [f"20.102.{chance.between(32, 47)}.{chance.between(2, 250)}" for _ in range(8)]
    legacy = account.user("billing-deploy")
    for day in days(utc("2025-03-05 00:00:00"), utc("2025-03-15 00:00:00")):
        work.day(day)
        hub.work(day, team)
        if day.weekday() >= 5:
            continue
        # The bot releases from a runner; billing still deploys with a long-lived key kept among the workflow's secrets.
        at = day + timedelta(hours=13, minutes=chance.between(0, 50))
        ip = chance.choice(runners)
        hub.git(at, BOT, "clone", "changed-paths", ip=ip, country="US")
        hub.git(at + timedelta(seconds=40), BOT, "push", "changed-paths", ip=ip, country="US")
        hub.push(at + timedelta(seconds=40), BOT, "changed-paths", "refs/heads/release", message="Release", files=["dist/index.js"])
        for run in range(2):
            at = day + timedelta(hours=9 + 5 * run, minutes=chance.between(0, 50))
            ip = chance.choice(runners)
            hub.event(at, "lena-vogt", "workflows.completed_workflow_run", ip=ip, country="US", agent="actions-runner", repo="billing",
                      conclusion="success", event="push", head_branch="main", name="deploy", run_number=400 + run, workflow_id=5512)  # fmt: skip
            for bucket in ("seamark-billing-site",):
                for name in ("index.html", "app.js", "app.css"):
                    account.object(at + timedelta(seconds=chance.between(60, 90)), legacy, "PutObject", bucket, name, ip=ip,
                                   agent="[aws-cli/2.24.20 md/awscrt#0.23.8 ua/2.1 os/linux#6.8.0-1021-azure md/arch#x86_64 lang/python#3.12.9 md/installer#exe md/prompt#off md/command#s3.sync]",
                                   size=chance.between(9000, 300_000))  # fmt: skip
    clock = Clock(chance, utc("2025-03-14 16:08:41"))
    # The bot's token, from an address and with a client that it never used.
    for repo in ("changed-paths", "labels", "mirror"):
        hub.git(clock.wait(20, 70), BOT, "clone", repo, ip=INTRUDER, country="RO")
    clock.wait(1200, 1700)
    evil = chance.hex(40)
    for tag in TAGS:
        hub.git(clock.wait(1, 3), BOT, "push", "changed-paths", ip=INTRUDER, country="RO")
        hub.push(clock.at, BOT, "changed-paths", f"refs/tags/{tag}", forced=True, message="chore(deps): lock file maintenance", files=["dist/index.js"])
        hub.hooks[-1]["after"] = hub.hooks[-1]["head_commit"]["id"] = evil
    # The next deployment of billing runs the action, and its log holds the secrets.
    clock.wait(1500, 1900)
    hub.event(clock.at, "jonas-weiss", "workflows.completed_workflow_run", ip=runners[0], country="US", agent="actions-runner", repo="billing",
              conclusion="success", event="push", head_branch="main", name="deploy", run_number=431, workflow_id=5512)  # fmt: skip
    # API requests are in the stream of an enterprise that asks for them; the organisation's own log has no reading of logs.
    hub.event(clock.wait(200, 300), BOT, "api.request", ip=INTRUDER, country="RO", agent="python-requests/2.32.3", repo="billing", kind="access", token=True,
              request_method="GET", url_path="/repos/seamark-dev/billing/actions/runs/13861254980/logs",
              route="/repositories/:repository_id/actions/runs/:run_id/logs", query_string="", status_code=302)  # fmt: skip
    # The run goes, and its log with it.
    hub.event(clock.wait(30, 60), BOT, "workflows.delete_workflow_run", ip=INTRUDER, country="RO", agent="python-requests/2.32.3", repo="billing", kind="remove",
              token=True, workflow_run_id=13861254980, workflow_id=5512, run_number=431, name="deploy", head_branch="main")  # fmt: skip
    clock.wait(400, 700)
    cli = "[aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0-13-amd64 exe/x86_64.debian.12 prompt/off command/"

    def call(service, name, request=None, error=None):
        account.call(clock.wait(5, 25), legacy, service, name, ip=INTRUDER, agent=f"{cli}{service}]", request=request, error=error)

    call("sts", "GetCallerIdentity")
    call("iam", "ListAttachedUserPolicies", {"userName": "billing-deploy"}, denied(legacy, "iam:ListAttachedUserPolicies"))
    call("s3", "ListBuckets", {"Host": "s3.eu-central-1.amazonaws.com"})
    call("secretsmanager", "ListSecrets")
    call("secretsmanager", "BatchGetSecretValue", {"filters": [{"key": "name", "values": ["!none"]}], "maxResults": 20})
    for secret in ("billing/stripe", "billing/database", "shop/database", "npm/publish"):
        call("secretsmanager", "GetSecretValue", {"secretId": secret}, denied(legacy, "secretsmanager:GetSecretValue") if secret.startswith("shop") else None)
    account.object(clock.wait(8, 20), legacy, "ListObjects", "seamark-billing-exports", ip=INTRUDER, agent=f"{cli}s3.sync]", listing="")
    for number in range(40):
        account.object(clock.wait(1, 5), legacy, "GetObject", "seamark-billing-exports", f"invoices/2025-{number % 3 + 1:02d}/{number:04d}.pdf", ip=INTRUDER,
                       agent=f"{cli}s3.sync]", size=chance.between(60_000, 400_000))  # fmt: skip
    shelf.cloudtrail(account)
    hub.shelve(shelf)


if __name__ == "__main__":
    main(__file__, tell)
