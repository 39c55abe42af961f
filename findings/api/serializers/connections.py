"""How two actors are connected."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer as described

from findings.api.fields import KEY, NUMBER, TEXT, WEB_ADDRESS, Described, Member
from findings.api.serializers.documents import FindingSerializer
from findings.vocabulary import Role

#: What was found → what it means.
OUTCOMES = {
    "direct": _("Findings name both: the newest is the one step, `also` are the next, each of them another way."),
    "chain": _("No finding names both; the steps are the shortest chain, one behind the other."),
    "none": _("There is no chain of so few findings that does not pass through a State."),
    "unknown": _(
        "It was not found out: the actors of one step are named too often. It does not mean that there is none."
    ),
}


@described(description=_("One of the two actors."))
class ConnectedActorSerializer(Described):
    key = Member(KEY, help_text=_("Its permanent key."))
    name = Member(TEXT, help_text=_("Its name."))
    permalink = Member(WEB_ADDRESS, help_text=_("Its page."))


@described(description=_("An actor as a finding names it."))
class StepActorSerializer(ConnectedActorSerializer):
    roles = Member(
        {"type": "array", "items": {"type": "string", "enum": Role.values}},
        help_text=_("The roles that the finding gives it."),
    )


@described(description=_("A finding and the two actors of a chain that it names."))
class StepSerializer(Described):
    before = StepActorSerializer(help_text=_("The actor before it."))
    finding = FindingSerializer(help_text=_("The finding, with who asserts it, and its edition."))
    after = StepActorSerializer(help_text=_("The actor after it."))


@described(description=_("How two actors are connected: through findings, and by nothing else."))
class ConnectionSerializer(Described):
    actors = ConnectedActorSerializer(many=True, help_text=_("The two, as they were asked for."))
    as_of = Member(NUMBER, allow_null=True, help_text=_("The dataset version it was asked of; null is the newest."))
    outcome = Member(
        {"type": "string", "enum": list(OUTCOMES)},
        help_text="\n".join([str(_("What was found.")), *(f"* `{name}`: {words}" for name, words in OUTCOMES.items())]),
    )
    steps = StepSerializer(many=True, help_text=_("From the first actor to the second."))
    also = StepSerializer(many=True, help_text=_("Other findings that name both; a few of them."))
