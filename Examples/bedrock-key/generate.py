#!/usr/bin/env python3
"""A developer's key is found and sold as access to language models.

The same records each time; README.md says what they tell and what is invented.
"""
import pathlib
import sys
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from generator.aws import Account, denied  # noqa: E402
from generator.chance import Chance  # noqa: E402
from generator.cloudwork import SDK, CloudWork, Machines  # noqa: E402
from generator.findings import invocation  # noqa: E402
from generator.output import main  # noqa: E402
from generator.week import Clock, Person, days, is_working, utc  # noqa: E402

CHROME = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0"
OFFICE = "203.116.40.6"
CHECKER = "95.25.77.140"
PROXY = "45.142.213.90"
KEYED = "labs-prototype"
OWN = "anthropic.claude-3-haiku-20240307-v1:0"
MODELS = ["anthropic.claude-sonnet-4-20250514-v1:0", "anthropic.claude-3-7-sonnet-20250219-v1:0", "anthropic.claude-opus-4-20250514-v1:0", "meta.llama3-1-405b-instruct-v1:0",
          "mistral.mistral-large-2407-v1:0", "amazon.nova-pro-v1:0", "deepseek.r1-v1:0", "cohere.command-r-plus-v1:0"]  # fmt: skip
REGION = "us-east-1"


def people():
    return [
        Person("Wei Lim", "wei.lim@tideline-labs.example", OFFICE, "116.86.33.10", CHROME, 8, "SG", "Singapore"),
        Person("Anika Nair", "anika.nair@tideline-labs.example", OFFICE, "42.60.18.77", EDGE, 8, "SG", "Singapore"),
        Person("Jun Tan", "jun.tan@tideline-labs.example", OFFICE, "116.86.90.41", CHROME, 8, "SG", "Singapore"),
        Person("Rosa Chew", "rosa.chew@tideline-labs.example", OFFICE, "42.61.7.5", EDGE, 8, "SG", "Singapore"),
    ]


def tell(shelf):
    chance = Chance(20250811)
    account = Account(chance, "590188346672", "ap-southeast-1")
    fleet = Machines("assistant-api", 2, "tideline-assistant", "sessions", chance)
    work = CloudWork(chance, account, people(), machines=[fleet], pipeline=("assistant-deploy", "tideline-labs", "assistant"))
    prompts = []

    def invoke(at, identity, model, *, ip, agent, name="InvokeModel", error=None, logged=True):
        account.call(at, identity, "bedrock", name, ip=ip, agent=agent, region=REGION, request={"modelId": model}, error=error, read=True,
                     host=f"bedrock-runtime.{REGION}.amazonaws.com")  # fmt: skip
        if logged and not error:
            prompts.append(invocation(chance, account, at, identity, model, (chance.between(200, 900), chance.between(80, 700)), REGION))

    keyed = account.user(KEYED)
    for day in days(utc("2025-08-04 00:00:00"), utc("2025-08-13 00:00:00")):
        work.day(day)
        # The product asks its one model, from its task; once a day the developers' prototype does, with its key.
        at = day + timedelta(minutes=chance.between(0, 20))
        session = account.role("assistant-task", chance.hex(32), at)
        account.service_assumes(at, "ecs-tasks", "assistant-task", session["arn"].split("/")[-1], session["accessKeyId"])
        for _ in range(chance.between(28, 36) if is_working(day) else 9):
            invoke(day + timedelta(seconds=chance.between(1300, 50000)), session, OWN, ip="13.229.88.17", agent=SDK)
        if is_working(day):
            invoke(day + timedelta(hours=3, minutes=chance.between(0, 50)), keyed, OWN, ip=OFFICE, agent=SDK)
    clock = Clock(chance, utc("2025-08-12 17:36:02"))
    tool = "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#5.15.0-91-generic md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.69"

    def ask(service, name, request=None, error=None, read=None):
        account.call(clock.wait(2, 14), keyed, service, name, ip=CHECKER, agent=tool, region=REGION, request=request, error=error, read=read)

    ask("sts", "GetCallerIdentity")
    ask("iam", "ListUsers", None, denied(keyed, "iam:ListUsers"))
    ask("servicequotas", "ListServiceQuotas", {"serviceCode": "bedrock"})
    ask("bedrock", "ListFoundationModels")
    ask("bedrock", "ListInferenceProfiles", {"maxResults": 100})
    for model in MODELS:
        ask("bedrock", "GetFoundationModelAvailability", {"modelId": model})
    ask("bedrock", "GetModelInvocationLoggingConfiguration")
    # Does it answer? A question that no model can answer tells, and costs nothing.
    for model in MODELS[:5]:
        invoke(clock.wait(2, 6), keyed, model, ip=CHECKER, agent=tool, error=("ValidationException", "max_tokens_to_sample: range: 1..1,000,000"))
    clock.wait(300, 500)
    ask("bedrock", "CreateFoundationModelAgreement", {"modelId": MODELS[2], "offerToken": "HIDDEN_DUE_TO_SECURITY_REASONS"}, read=False)
    ask("bedrock", "PutFoundationModelEntitlement", {"modelId": MODELS[2]}, read=False)
    ask("bedrock", "DeleteModelInvocationLoggingConfiguration", read=False)
    # Sold on: a proxy for strangers, from another network, until somebody sees the bill.
    clock.wait(900, 1500)
    for number in range(260):
        name = "InvokeModelWithResponseStream" if number % 3 else "InvokeModel"
        invoke(clock.wait(2, 40), keyed, chance.choice(MODELS[:6]), ip=PROXY, agent="aiohttp/3.9.5 Botocore/1.34.131", name=name, logged=False)
    shelf.cloudtrail(account)
    shelf.add("bedrock/invocations.ndjson.gz", sorted(prompts, key=lambda r: (r["timestamp"], r["requestId"])))


if __name__ == "__main__":
    main(__file__, tell)
