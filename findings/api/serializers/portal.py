"""The dataset that is served, and the addresses of the API."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer as described

from findings.api.fields import COUNT, DIGEST, NUMBER, TIME, WEB_ADDRESS, Described, Member


@described(description=_("A state of the whole portal. It grows by one with every act of publishing."))
class DatasetVersionSerializer(Described):
    number = Member(NUMBER, help_text=_("1, 2, 3 …"))
    published_at = Member(TIME, help_text=_("When, in UTC."))
    head = Member(DIGEST, help_text=_("The digest of the last edition in the ledger: it vouches for all before it."))


@described(description=_("How many subjects of each kind can be read."))
class SubjectCountsSerializer(Described):
    finding = Member(COUNT, help_text=_("Findings."))
    report = Member(COUNT, help_text=_("Reports."))
    actor = Member(COUNT, help_text=_("Actors."))
    source = Member(COUNT, help_text=_("Sources."))
    resolution = Member(COUNT, help_text=_("Resolutions."))
    category = Member(COUNT, help_text=_("Categories."))


@described(description=_("How the findings are attested."))
class AttestationCountsSerializer(Described):
    two_or_more_accounts = Member(COUNT, help_text=_("Carried by two or more independent published accounts."))
    one_account = Member(COUNT, help_text=_("Carried by one published account."))
    at_second_hand = Member(COUNT, help_text=_("Cited at second hand."))


@described(description=_("What is served, and in which state."))
class DatasetSerializer(Described):
    version = DatasetVersionSerializer(allow_null=True, help_text=_("Null while nothing has been published."))
    subjects = SubjectCountsSerializer(help_text=_("How many subjects there are."))
    findings = AttestationCountsSerializer(help_text=_("How its findings are attested."))


@described(description=_("The addresses of the API."))
class IndexSerializer(Described):
    findings = Member(WEB_ADDRESS, help_text=_("The findings."))
    facets = Member(WEB_ADDRESS, help_text=_("Counts of what the findings have."))
    reports = Member(WEB_ADDRESS, help_text=_("The reports."))
    actors = Member(WEB_ADDRESS, help_text=_("The actors."))
    sources = Member(WEB_ADDRESS, help_text=_("The sources."))
    resolutions = Member(WEB_ADDRESS, help_text=_("The resolutions."))
    provisions = Member(WEB_ADDRESS, help_text=_("The provisions of all resolutions."))
    categories = Member(WEB_ADDRESS, help_text=_("The categories."))
    editions = Member(WEB_ADDRESS, help_text=_("The editions of all subjects."))
    search = Member(WEB_ADDRESS, help_text=_("Search in everything; it needs a q."))
    lookup = Member(WEB_ADDRESS, help_text=_("What a reference or number names; it needs a q."))
    match = Member(WEB_ADDRESS, help_text=_("The actors that the lines of a list may be; it needs a name."))
    connection = Member(WEB_ADDRESS, help_text=_("How two actors are connected; it needs both."))
    dataset = Member(WEB_ADDRESS, help_text=_("The dataset version."))
    schema = Member(WEB_ADDRESS, help_text=_("This API as OpenAPI 3.1."))
    docs = Member(WEB_ADDRESS, help_text=_("This API in words."))
