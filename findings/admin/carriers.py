"""Which of its sources carry a detail of a claim: chosen among those that the claim cites, and that were read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from findings.admin.forms import PartForm, RecordForm
from findings.models.assertions import CARRIED_BY
from findings.vocabulary import CitationRelation


class SourceBoxes(forms.CheckboxSelectMultiple):
    """A row of a table has no legend: each of its boxes is called by the head of its column and by its source."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if head := option["attrs"].get("aria-label"):
            option["attrs"]["aria-label"] = f"{head}: {option['label']}"
        return option


class CarriersField(forms.MultipleChoiceField):
    """Keys of sources. A claim that is not recorded yet cites none, and a source is offered once it is cited."""

    widget = SourceBoxes
    default_error_messages = {
        "invalid_choice": _(
            "“%(value)s” carries no detail yet: the claim does not cite it, or nobody has read it. Save the claim with "
            "that citation first."
        )
    }


def sources_of(claim: Any) -> dict[str, str]:
    """Key → numbers and publisher of each source that may carry a detail. Asked for once, and kept with the record.

    The numbers are those of the public page: a source that is cited in two relations has two.
    """
    if "offered_carriers" not in vars(claim):
        cited = claim.citation_set.select_related("source") if claim.pk else []
        numbers: dict[Any, list[str]] = {}
        for number, each in enumerate(cited, start=1):
            if each.source.consulted and each.relation != CitationRelation.DISPUTES:
                numbers.setdefault(each.source, []).append(str(number))
        claim.offered_carriers = {
            source.key: f"{', '.join(told)} {source.publisher}" for source, told in numbers.items()
        }
    return claim.offered_carriers


def offer(field: Any, claim: Any, chosen: list[str]) -> None:
    """Let a field offer what a claim cites. What was chosen before stays to be seen, and can be taken out."""
    offered = sources_of(claim)
    field.choices = [*offered.items(), *((key, key) for key in chosen if key not in offered)]


class ClaimForm(RecordForm):
    """The form of a finding or an event."""

    instance: Any
    period_carried_by = CarriersField(label=_("Period carried by"), required=False, help_text=CARRIED_BY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["period_carried_by"], self.instance, self.instance.period_carried_by)


class DetailForm(PartForm):
    """The form of a row that is a detail of a claim."""

    instance: Any
    carried_by = CarriersField(label=_("carried by"), required=False, help_text=CARRIED_BY)
