#!/usr/bin/env python3
"""A caller talks the service desk into resetting an administrator's second factors.

The same records each time; README.md says what they tell and what is invented.
"""
import pathlib
import sys
from datetime import timedelta

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from generator.chance import Chance  # noqa: E402
from generator.okta import Okta  # noqa: E402
from generator.output import main  # noqa: E402
from generator.week import Clock, Person, days, utc  # noqa: E402

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Safari/537.36"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/605.1.15"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:115.0) Gecko/20100101 Firefox/115.0"
OFFICE = "12.203.64.14"
PROXY = "193.138.218.71"
APPS = ["Google Workspace", "Slack", "Salesforce", "Workday", "Jira", "GitHub"]
NETWORKS = {
    "12.203.64.": (7018, "AT&T Enterprises", "Dallas", False),
    "73.3": (7922, "Comcast", "Dallas", False),
    "193.138.218.": (39351, "31173 Services", "Stockholm", True),
}
NAMES = ["Grace Holt", "Marcus Lindley", "Tess Avery", "Owen Park", "Nadia Rees", "Carl Jansen", "Ivy Monroe", "Luis Prado", "Fern Castillo", "Dean Whitlock", "Opal Reyes", "Hugh Sandoval"]


def people():
    told = []
    for number, name in enumerate(NAMES):
        email = f"{name.lower().replace(' ', '.')}@prairie-resorts.example"
        told.append(Person(name, email, OFFICE, f"73.3{number % 4}.{20 + number}.{60 + number}", CHROME if number % 2 else SAFARI, -6, "US", "Dallas"))
    return told


def tell(shelf):
    chance = Chance(20230829)
    team = people()
    grace, marcus, tess, finance = team[0], team[1], team[2], team[7]  # super administrator, service desk, junior administrator, finance
    okta = Okta(chance, NETWORKS)
    for day in days(utc("2023-08-21 00:00:00"), utc("2023-08-31 00:00:00")):
        okta.work(day, team, APPS)
        if day.weekday() == 3 and day.day == 24:
            # The desk's ordinary work: a new telephone, enrolled at the office in the same quarter of an hour.
            person, at = chance.choice(team[3:]), day + timedelta(hours=16, minutes=chance.between(0, 50))
            okta.event(at, marcus, "user.mfa.factor.reset_all", "Reset all factors for user", ip=OFFICE, targets=[okta.user(person)])
            okta.event(at + timedelta(minutes=9), person, "user.mfa.factor.activate", "Activate factor for user", ip=OFFICE, targets=[okta.user(person)],
                       debug={"factor": "OKTA_VERIFY_PUSH"})  # fmt: skip
        if day.weekday() in (0, 2):
            okta.event(day + timedelta(hours=15, minutes=chance.between(10, 50)), grace, "user.session.access_admin_app", "User accessing Okta administrator app",
                       ip=OFFICE, targets=[okta.app("Okta Admin Console")])  # fmt: skip
    clock = Clock(chance, utc("2023-08-29 20:11:46"))
    okta.event(clock.at, marcus, "user.mfa.factor.reset_all", "Reset all factors for user", ip=OFFICE, targets=[okta.user(grace)])
    # A quarter of an hour later, through an anonymising service: the password was known, the factor is new.
    clock.wait(500, 800)
    session = "idx" + chance.letters(20)

    def act(person, kind, message, **more):
        okta.event(clock.wait(10, 60), person, kind, message, ip=PROXY, agent=FIREFOX, session=more.pop("session", session), **more)

    act(grace, "policy.evaluate_sign_on", "Evaluation of sign-on policy", result="CHALLENGE", reason="Sign-on policy evaluation resulted in CHALLENGE")
    act(grace, "user.mfa.factor.activate", "Activate factor for user", targets=[okta.user(grace)], debug={"factor": "OKTA_VERIFY_PUSH"})
    act(grace, "user.authentication.auth_via_mfa", "Authentication of user via MFA", targets=[okta.user(grace)], debug={"factor": "OKTA_VERIFY_PUSH"})
    act(grace, "user.session.start", "User login to Okta")
    act(grace, "user.session.access_admin_app", "User accessing Okta administrator app", targets=[okta.app("Okta Admin Console")])
    clock.wait(200, 400)
    act(grace, "user.account.privilege.grant", "Grant user privilege", targets=[okta.user(tess)], debug={"privilegeGranted": "Super administrator"})
    act(grace, "user.mfa.factor.reset_all", "Reset all factors for user", targets=[okta.user(team[5])])
    act(grace, "policy.rule.update", "Update policy rule", targets=[{"id": "0pr" + chance.letters(17), "type": "PolicyRule", "alternateId": "unknown",
        "displayName": "Require second factor", "detailEntry": {"policyType": "ACCESS_POLICY"}}])  # fmt: skip
    clock.wait(200, 400)
    idp = {"id": "0oa" + chance.letters(17), "type": "IdentityProvider", "alternateId": "unknown", "displayName": "Partner SAML", "detailEntry": None}
    act(grace, "system.idp.lifecycle.create", "Create identity provider", targets=[idp])
    act(grace, "system.idp.lifecycle.activate", "Activate identity provider", targets=[idp])
    # As the head of finance, without knowing anything of theirs.
    clock.wait(300, 600)
    other = "idx" + chance.letters(20)
    act(finance, "user.authentication.auth_via_IDP", "Authenticate user via IDP", session=other, targets=[idp, okta.user(finance)])
    act(finance, "user.session.start", "User login to Okta", session=other)
    for app in ("Workday", "Salesforce", "Google Workspace"):
        act(finance, "user.authentication.sso", "User single sign on to app", session=other, targets=[okta.app(app), okta.user(finance)])
    okta.shelve(shelf)


if __name__ == "__main__":
    main(__file__, tell)
