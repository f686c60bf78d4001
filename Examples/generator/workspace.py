"""Google Workspace's activity reports, one event an activity."""
from datetime import timedelta

from .week import is_working, moments

TITLES = ["Budget", "Roadmap", "Minutes", "Supplier contract", "Price list", "Candidates", "Test plan", "Customer list", "Drawings", "Board paper"]


class Workspace:
    def __init__(self, chance, domain):
        self.chance, self.domain, self.records = chance, domain, []
        self.customer = "C0" + chance.letters(7).lower()
        self.documents = {}

    def profile(self, person):
        return person.ids.setdefault("profile", "1" + self.chance.digits(20))

    def event(self, at, person, application, kind, name, parameters, *, ip, country, asn):
        """`parameters` maps names to a text, a truth, a number or a list."""
        told = []
        for key, value in parameters.items():
            slot = "boolValue" if isinstance(value, bool) else "intValue" if isinstance(value, int) else "multiValue" if isinstance(value, list) else "value"
            told.append({"name": key, slot: str(value) if slot == "intValue" else value})
        self.records.append({
            "kind": "admin#reports#activity",
            "id": {"time": f"{at:%Y-%m-%dT%H:%M:%S}.{self.chance.between(0, 999):03d}Z", "uniqueQualifier": f"-{self.chance.digits(18)}",
                   "applicationName": application, "customerId": self.customer},
            "etag": f"\"{self.chance.letters(22)}\"",
            "actor": {"callerType": "USER", "email": person.email, "profileId": self.profile(person)},
            "ipAddress": ip,
            "networkInfo": {"ipAsn": [asn], "regionCode": country},
            "events": [{"type": kind, "name": name, "parameters": told}],
        })  # fmt: skip

    def document(self, owner, number):
        key = (owner.email, number)
        if key not in self.documents:
            title = f"{TITLES[number % len(TITLES)]} {2023 + number % 3}"
            self.documents[key] = ("1" + self.chance.letters(32), title, "spreadsheet" if number % 3 == 0 else "document")
        return self.documents[key]

    def drive(self, at, person, name, owner, number, *, ip, country, asn, app=None, visibility="people_within_domain_with_link", **more):
        identifier, title, kind = self.document(owner, number)
        parameters = {
            "primary_event": True,
            "billable": True,
            "doc_id": identifier,
            "doc_title": title,
            "doc_type": kind,
            "owner": owner.email,
            "owner_is_shared_drive": False,
            "visibility": visibility,
            **({"originating_app_id": app} if app else {}),
            **more,
        }
        self.event(at, person, "drive", "access", name, parameters, ip=ip, country=country, asn=asn)

    def token(self, at, person, name, app, client, scopes, *, ip, country, asn, **more):
        parameters = {"client_id": client, "app_name": app, "client_type": "WEB", "scope": scopes, **more}
        self.event(at, person, "token", "auth", name, parameters, ip=ip, country=country, asn=asn)

    def work(self, day, people, asn):
        if not is_working(day):
            return
        for person in people:
            if not self.chance.happens(0.92):
                continue
            where = {"ip": person.address(day), "country": person.country, "asn": asn}
            times = moments(self.chance, day, person, self.chance.between(5, 11))
            self.event(times[0], person, "login", "login", "login_success", {"login_type": "google_password", "login_challenge_method": ["google_prompt"],
                       "is_suspicious": False, "is_second_factor": True}, **where)  # fmt: skip
            for at in times:
                owner = person if self.chance.happens(0.6) else self.chance.choice(people)
                name = self.chance.choice(["view", "view", "view", "edit", "edit", "download"])
                self.drive(at + timedelta(seconds=30), person, name, owner, self.chance.between(0, 11), **where)

    def shelve(self, shelf):
        for application in sorted({r["id"]["applicationName"] for r in self.records}):
            chosen = [r for r in self.records if r["id"]["applicationName"] == application]
            shelf.add(f"workspace/{application}.ndjson.gz", sorted(chosen, key=lambda r: (r["id"]["time"], r["id"]["uniqueQualifier"])))
