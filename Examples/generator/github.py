"""GitHub's audit log in the shape of its streams, and its webhooks."""
from datetime import timedelta

from .week import is_working, moments


class GitHub:
    def __init__(self, chance, organisation, repositories):
        self.chance, self.organisation = chance, organisation
        self.number = 90000000 + chance.between(1, 999999)
        self.repositories = {name: 700000000 + chance.between(1, 99999999) for name in repositories}
        self.records, self.hooks = [], []
        self._tokens, self._heads, self._actors = {}, {}, {}

    def actor(self, login):
        return self._actors.setdefault(login, 50000000 + self.chance.between(1, 9999999))

    def token(self, login):
        """The hash of a personal access token, the same for every use of it."""
        return self._tokens.setdefault(login, self.chance.letters(43) + "=")

    def event(self, at, login, action, *, ip, country, agent, repo=None, kind="modify", token=False, bot=False, **more):
        """An event of the organisation. `kind` is GitHub's operation_type; `token` says that a personal access token was used."""
        when = int(at.timestamp() * 1000) + self.chance.between(0, 999)
        record = {
            "@timestamp": when,
            "_document_id": self.chance.letters(22),
            "action": action,
            "actor": login,
            "actor_id": self.actor(login),
            "actor_ip": ip,
            "actor_is_bot": bot,
            "actor_location": {"country_code": country},
            "created_at": when,
            "operation_type": kind,
            "org": self.organisation,
            "org_id": self.number,
        }
        if repo:
            record.update({"repo": f"{self.organisation}/{repo}", "repo_id": self.repositories[repo], "public_repo": False, "visibility": "private"})
        if token:
            record.update({"programmatic_access_type": "Personal access token (classic)", "hashed_token": self.token(login),
                           "token_scopes": "repo,workflow"})  # fmt: skip
        record["request_id"] = ":".join(self.chance.hex(n).upper() for n in (4, 5, 6, 6, 8))
        record["user_agent"] = agent
        record.update(more)
        self.records.append(record)

    def git(self, at, login, verb, repo, *, ip, country, token=True, bot=False):
        """git.clone, git.fetch, git.push: their own, shorter shape."""
        record = {
            "@timestamp": int(at.timestamp() * 1000) + self.chance.between(0, 999),
            "_document_id": self.chance.letters(22),
            "action": f"git.{verb}",
            "actor": login,
            "actor_id": self.actor(login),
            "actor_ip": ip,
            "actor_is_bot": bot,
            "actor_location": {"country_code": country},
            "hashed_token": self.token(login),
            "operation_type": "modify" if verb == "push" else "access",
            "org": self.organisation,
            "org_id": self.number,
            "programmatic_access_type": "GitHub App server-to-server token" if bot else "Personal access token (classic)",
            "repo": f"{self.organisation}/{repo}",
            "repo_id": self.repositories[repo],
            "repository": f"{self.organisation}/{repo}",
            "repository_public": False,
            "transport_protocol": 1,
            "transport_protocol_name": "http",
            "user": login,
            "user_agent": "git/2.47.1",
            "user_id": self.actor(login),
        }
        self.records.append(record)

    def push(self, at, login, repo, ref, *, before=None, forced=False, message="Update", files=("README.md",)):
        """The webhook of a push: what was on the ref, and what is now."""
        was = before or self._heads.get((repo, ref)) or self.chance.hex(40)
        now = self.chance.hex(40)
        self._heads[repo, ref] = now
        full = f"{self.organisation}/{repo}"
        commit = {
            "id": now,
            "tree_id": self.chance.hex(40),
            "distinct": True,
            "message": message,
            "timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "author": {"name": login, "email": f"{login}@users.noreply.github.com", "username": login},
            "committer": {"name": login, "email": f"{login}@users.noreply.github.com", "username": login},
            "added": [],
            "removed": [],
            "modified": list(files),
        }
        self.hooks.append({
            "ref": ref,
            "before": was,
            "after": now,
            "base_ref": None,
            "created": False,
            "deleted": False,
            "forced": forced,
            "compare": f"https://github.com/{full}/compare/{was[:12]}...{now[:12]}",
            "repository": {"id": self.repositories[repo], "name": repo, "full_name": full, "private": False, "default_branch": "main",
                           "owner": {"name": self.organisation, "login": self.organisation, "id": self.number, "type": "Organization"},
                           "pushed_at": int(at.timestamp())},
            "organization": {"login": self.organisation, "id": self.number},
            "pusher": {"name": login, "email": f"{login}@users.noreply.github.com"},
            "sender": {"login": login, "id": self.actor(login), "type": "User"},
            "commits": [commit],
            "head_commit": commit,
        })  # fmt: skip

    def work(self, day, people, reads=(2, 5)):
        """Fetches, pushes, pull requests."""
        if not is_working(day):
            return
        for person in people:
            login, ip = person.ids["github"], person.address(day)
            for at in moments(self.chance, day, person, self.chance.between(*reads)):
                repo = self.chance.choice(list(self.repositories)[:4])
                self.git(at, login, "fetch", repo, ip=ip, country=person.country)
                if self.chance.happens(0.4):
                    later = at + timedelta(minutes=self.chance.between(5, 40))
                    self.git(later, login, "push", repo, ip=ip, country=person.country)
                    self.push(later, login, repo, f"refs/heads/{login}/{self.chance.hex(5)}", message=self.chance.choice(["Fix a test", "Tidy up", "Handle empty input"]),
                              files=[f"src/{self.chance.choice(['index', 'diff', 'main', 'paths'])}.ts"])  # fmt: skip
                    self.event(later + timedelta(minutes=2), login, "pull_request.create", ip=ip, country=person.country, agent=person.agent,
                               repo=repo, kind="create", pull_request_id=self.chance.between(1000, 9999))  # fmt: skip

    def shelve(self, shelf):
        shelf.add("github/audit-log.ndjson.gz", sorted(self.records, key=lambda r: r["@timestamp"]))
        if self.hooks:
            shelf.add("github/webhooks.ndjson.gz", sorted(self.hooks, key=lambda r: r["repository"]["pushed_at"]))
