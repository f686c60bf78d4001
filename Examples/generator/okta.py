"""The Okta System Log."""
from datetime import timedelta

from .week import is_working, moments

PLACES = {
    "Tokyo": ("Tokyo", "Japan", 35.68, 139.69),
    "London": ("England", "United Kingdom", 51.51, -0.13),
    "Dallas": ("Texas", "United States", 32.78, -96.8),
    "Amsterdam": ("North Holland", "Netherlands", 52.37, 4.9),
    "Stockholm": ("Stockholm", "Sweden", 59.33, 18.07),
}


class Okta:
    def __init__(self, chance, networks):
        """`networks` maps the beginning of an address to its (number, organisation, city, is proxy)."""
        self.chance, self.networks, self.records = chance, networks, []

    def network(self, ip):
        for start, network in self.networks.items():
            if ip.startswith(start):
                return network
        raise KeyError(ip)

    def user(self, person):
        number = person.ids.setdefault("okta", "00u" + self.chance.letters(17))
        return {"id": number, "type": "User", "alternateId": person.email, "displayName": person.name, "detailEntry": None}

    def event(self, at, person, kind, message, *, ip, agent=None, session=None, targets=(), result="SUCCESS", reason=None, severity="INFO", debug=None):
        number, organisation, city, proxy = self.network(ip)
        state, country, latitude, longitude = PLACES[city]
        agent = agent or person.agent
        place = {"city": city, "state": state, "country": country, "postalCode": None, "geolocation": {"lat": latitude, "lon": longitude}}
        session = session or "unknown"
        record = {
            "actor": self.user(person),
            "client": {
                "userAgent": {"rawUserAgent": agent, "os": "Windows 10" if "Windows" in agent else "Mac OS X", "browser": "FIREFOX" if "Firefox" in agent else "CHROME"},
                "zone": "null",
                "device": "Computer",
                "id": None,
                "ipAddress": ip,
                "geographicalContext": place,
            },
            "device": None,
            "authenticationContext": {
                "authenticationProvider": None, "credentialProvider": None, "credentialType": None, "issuer": None, "interface": None,
                "authenticationStep": 0, "rootSessionId": session, "externalSessionId": session,
            },
            "displayMessage": message,
            "eventType": kind,
            "outcome": {"result": result, "reason": reason},
            "published": f"{at:%Y-%m-%dT%H:%M:%S}.{self.chance.between(0, 999):03d}Z",
            "securityContext": {"asNumber": number, "asOrg": organisation, "isp": organisation, "domain": None, "isProxy": proxy},
            "severity": severity,
            "debugContext": {"debugData": {"requestId": self.chance.hex(32), "requestUri": "/idp/idx/identify", **(debug or {})}},
            "legacyEventType": None,
            "transaction": {"type": "WEB", "id": self.chance.letters(24), "detail": {}},
            "uuid": self.chance.uuid(),
            "version": "0",
            "request": {"ipChain": [{"ip": ip, "geographicalContext": place, "version": "V4", "source": None}]},
            "target": list(targets) or None,
        }  # fmt: skip
        self.records.append(record)

    def app(self, name):
        return {"id": "0oa" + name.encode().hex()[:17], "type": "AppInstance", "alternateId": name, "displayName": name, "detailEntry": None}

    def sign_in(self, at, person, ip, agent=None, factor="OKTA_VERIFY_PUSH"):
        """Password, second factor, session. Gives the session."""
        session = "idx" + self.chance.letters(20)
        self.event(at, person, "policy.evaluate_sign_on", "Evaluation of sign-on policy", ip=ip, agent=agent, session=session, result="CHALLENGE",
                   reason="Sign-on policy evaluation resulted in CHALLENGE")  # fmt: skip
        self.event(at + timedelta(seconds=8), person, "user.authentication.auth_via_mfa", "Authentication of user via MFA", ip=ip, agent=agent,
                   session=session, debug={"factor": factor}, targets=[self.user(person)])  # fmt: skip
        self.event(at + timedelta(seconds=9), person, "user.session.start", "User login to Okta", ip=ip, agent=agent, session=session)
        return session

    def work(self, day, people, apps):
        if not is_working(day):
            return
        for person in people:
            if not self.chance.happens(0.92):
                continue
            ip = person.address(day)
            times = moments(self.chance, day, person, self.chance.between(3, 7))
            if self.chance.happens(0.06):
                self.event(times[0] - timedelta(seconds=25), person, "user.session.start", "User login to Okta", ip=ip, result="FAILURE", reason="INVALID_CREDENTIALS")
            session = self.sign_in(times[0], person, ip)
            for at in times:
                app = self.app(self.chance.choice(apps))
                self.event(at + timedelta(seconds=15), person, "user.authentication.sso", "User single sign on to app", ip=ip, session=session, targets=[app, self.user(person)])

    def shelve(self, shelf):
        shelf.add("okta/system-log.ndjson.gz", sorted(self.records, key=lambda r: (r["published"], r["uuid"])))
