"""Actors, places and provisions, where a record names them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from findings.documents.fields import Document
from findings.exports.addresses import address_of
from findings.exports.linked_data.portal import Node, stated
from findings.exports.linked_data.types import type_of
from findings.vocabulary import COUNTRIES, ActorKind, PlacePrecision, Role, SubjectKind

#: What vehicles are (C44).
_ADDITIONAL_TYPES = {
    ActorKind.VESSEL: "https://www.wikidata.org/entity/Q11446",
    ActorKind.AIRCRAFT: "https://www.wikidata.org/entity/Q11436",
}


def actor_brief(actor: Document) -> Node:
    """An actor as a record names it: its page here, its type, its name."""
    kind = ActorKind(actor["actor_kind"])
    return stated(
        {
            "@type": type_of(SubjectKind.ACTOR, actor),
            "additionalType": _ADDITIONAL_TYPES.get(kind, ""),
            "@id": address_of("actor-detail", actor["key"]),
            "name": actor["name"],
        }
    )


def mention(involvement: Document) -> Node:
    """An actor in the role that the claim gives it. The role is the claim's, and `Role` keeps it off the actor."""
    role = Role(involvement["role"])
    name = str(role.label) if role is Role.OTHER else _("%s (as claimed)") % role.label
    return {"@type": "Role", "roleName": name, "mentions": actor_brief(involvement["actor"])}


def place(document: Document) -> Node:
    """A place, with its coordinates and how exact they are."""
    has_coordinates = document["latitude"] is not None
    return stated(
        {
            "@type": "Place",
            "name": document["name"],
            "address": {"@type": "PostalAddress", "addressCountry": document["country"]} if document["country"] else "",
            "geo": (
                {
                    "@type": "GeoCoordinates",
                    "latitude": document["latitude"],
                    "longitude": document["longitude"],
                    "description": _("Precision: %s") % PlacePrecision(document["precision"]).label,
                }
                if has_coordinates and document["precision"]
                else {}
            ),
        }
    )


def provision(document: Document) -> Node:
    """A provision that the editors see touched; the report itself does not say so."""
    resolution = document["resolution"]
    paragraph = document["paragraph"]
    unchecked = "" if document["paragraph_checked"] else f" {_('The paragraph number is not yet checked.')}"
    return {
        "@type": "Legislation",
        "@id": address_of("provision-detail", resolution["number"], document["key"]),
        "legislationIdentifier": f"{resolution['symbol']}, para. {paragraph}" if paragraph else resolution["symbol"],
        "description": f"{_('Mapped to it by the editors, not by the report.')}{unchecked}",
    }


def country(code: str) -> str:
    return COUNTRIES.get(code, code)
