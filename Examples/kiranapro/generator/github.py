"""GitHub organisation audit log events, in the shape of its streams and its REST API."""
from .world import GITHUB, ORGANISATION, ORGANISATION_ID, REPOSITORIES

GITHUB_ACTIONS_BOT = ("github-actions[bot]", 41898282)


class AuditLog:
    def __init__(self, chance):
        self.chance = chance
        self.records = []
        self._repositories = {name: 700100 + index for index, name in enumerate(REPOSITORIES)}
        self._tokens = {}

    def token(self, owner):
        """The hash of a personal access token, the same for every use of it."""
        if owner not in self._tokens:
            self._tokens[owner] = self.chance.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 43) + "="
        return self._tokens[owner]

    def event(self, at, person, action, *, ip, agent, country="IN", repo=None, user=None, kind="modify", token=False, **more):
        """An event of the organisation. `kind` is GitHub's operation_type; `token` says that a personal access token was used."""
        actor, actor_id = GITHUB_ACTIONS_BOT if person == "bot" else GITHUB[person]
        when = int(at.timestamp() * 1000) + self.chance.between(0, 999)
        record = {
            "@timestamp": when,
            "_document_id": self.chance.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 22),
            "action": action,
            "actor": actor,
            "actor_id": actor_id,
            "actor_ip": ip,
            "actor_is_bot": person == "bot",
            "actor_location": {"country_code": country},
            "created_at": when,
            "operation_type": kind,
            "org": ORGANISATION,
            "org_id": ORGANISATION_ID,
        }
        if repo:
            record["repo"] = f"{ORGANISATION}/{repo}"
            record["repo_id"] = self._repositories[repo]
            record["public_repo"] = False
            record["visibility"] = "private"
        if user:
            record["user"], record["user_id"] = GITHUB[user]
        if token:
            record["programmatic_access_type"] = "Personal access token (classic)"
            record["hashed_token"] = self.token(person)
            record["token_scopes"] = "admin:org,delete_repo,repo,workflow"
        record["request_id"] = ":".join(self.chance.hex(n).upper() for n in (4, 5, 6, 6, 8))
        record["user_agent"] = agent
        record.update(more)
        self.records.append(record)
        return record

    def git(self, at, person, action, repo, *, ip, agent, country="IN", token=True):
        """git.clone, git.fetch, git.push: their own, shorter shape."""
        actor, actor_id = GITHUB_ACTIONS_BOT if person == "bot" else GITHUB[person]
        record = {
            "@timestamp": int(at.timestamp() * 1000) + self.chance.between(0, 999),
            "_document_id": self.chance.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 22),
            "action": action,
            "actor": actor,
            "actor_id": actor_id,
            "actor_ip": ip,
            "actor_location": {"country_code": country},
            "hashed_token": self.token(person),
            "operation_type": "modify" if action == "git.push" else "access",
            "org": ORGANISATION,
            "org_id": ORGANISATION_ID,
            "programmatic_access_type": "GitHub App server-to-server token" if person == "bot" else "Personal access token (classic)",
            "repo": f"{ORGANISATION}/{repo}",
            "repo_id": self._repositories[repo],
            "repository": f"{ORGANISATION}/{repo}",
            "repository_public": False,
            "transport_protocol": 1,
            "transport_protocol_name": "http",
            "user": "" if person == "bot" else actor,
            "user_agent": agent,
            "user_id": 0 if person == "bot" else actor_id,
        }
        self.records.append(record)
