"""The roles of the desk and their rights: the one table.

Roles are Django's groups. They do not stand on one another: a publisher's group has an editor's rights and more, while
administrators look after accounts and rules and, by that alone, write and publish nothing. Somebody may have two roles.

Migrations call `give`; after a change of this table a new migration calls it again. It can be called at any time.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management import create_permissions

#: Kind of model → its models.
MODELS: dict[str, tuple[str, ...]] = {
    # What editors write.
    "records": (
        "findings.actor",
        "findings.actoralias",
        "findings.actorsource",
        "findings.asserter",
        "findings.category",
        "findings.citation",
        "findings.designation",
        "findings.finding",
        "findings.identifier",
        "findings.involvement",
        "findings.locator",
        "findings.place",
        "findings.placemention",
        "findings.provision",
        "findings.provisionmapping",
        "findings.quantity",
        "findings.report",
        "findings.reportevent",
        "findings.resolution",
        "findings.source",
    ),
    # What came of imports, merges, reviews and checks of links: kept, and never taken away.
    "work": (
        "findings.importrun",
        "findings.linkcheck",
        "findings.merge",
        "findings.proposal",
        "findings.review",
    ),
    # What is published. Nobody changes it; the acts of publishing add to it.
    "ledger": ("findings.datasetversion", "findings.edition", "findings.keyalias", "findings.redaction"),
    "submissions": ("findings.submission",),
    "rules": ("findings.desksettings",),
    "accounts": ("auth.user",),
    "failures": ("axes.accessattempt",),
    "log-ins": ("axes.accesslog",),
    # What programs write for themselves: no page shows it, and no role has a right on it.
    "derived": (
        "findings.curatedform",
        "findings.findingentry",
        "findings.findingtext",
        "findings.subjectentry",
        "findings.word",
    ),
}

_SEES: dict[str, tuple[str, ...]] = {
    "records": ("view",),
    "work": ("view",),
    "ledger": ("view",),
    "submissions": ("view",),
    "rules": ("view",),
}
_WRITES = _SEES | {
    "records": ("view", "add", "change", "delete"),
    "work": ("view", "add", "change"),
    "submissions": ("view", "add"),
}
#: Role → kind of model → what its people may do. `publish_subjects` and `redact_editions` are acts, not rows.
RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
    "viewer": _SEES,
    "editor": _WRITES,
    "publisher": _WRITES | {"submissions": ("view", "add", "publish_subjects", "redact_editions")},
    "administrator": _SEES
    | {
        "rules": ("view", "change"),
        "accounts": ("view", "add", "change"),
        "failures": ("view", "delete"),
        "log-ins": ("view",),
    },
}


def codenames(role: str) -> set[tuple[str, str]]:
    """The rights of a role as Django names them: (app, codename), as ("findings", "change_actor")."""
    found = set()
    for kind, actions in RIGHTS[role].items():
        for model in MODELS[kind]:
            app, name = model.split(".")
            found |= {(app, action if "_" in action else f"{action}_{name}") for action in actions}
    return found


def give(apps: Any) -> None:
    """Make the groups, and give each exactly its rights. `apps` is a registry: a migration's state, or the real one.

    Rights on models that the registry does not know yet are passed over: the migration that makes them calls this anew.
    Django makes permissions only when all migrations are done, so those that exist by now are made here.
    """
    for app in sorted({model.split(".")[0] for models in MODELS.values() for model in models}):
        config = apps.get_app_config(app)
        # Of a migration's state an app has no module, and would be passed over.
        config.models_module = getattr(config, "models_module", None) or True
        create_permissions(config, apps=apps, verbosity=0)
    permissions = {
        (app, codename): pk
        for app, codename, pk in apps.get_model("auth", "Permission").objects.values_list(
            "content_type__app_label", "codename", "pk"
        )
    }
    for role in RIGHTS:
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.set([permissions[right] for right in codenames(role) if right in permissions])
