"""The benchmark of publishing goes on working: run whole, with few findings. Its figures are nobody's here."""

from __future__ import annotations

import re

import pytest

from findings.models import Finding, Place, Report, Source
from tests.performance import synthetic
from tests.performance.whole import output_of


@pytest.mark.benchmark
def test_it_publishes_everything_and_says_how_fast() -> None:
    few = ["--findings", "40", "--runs", "1", "--not-durable", "--profile"]
    told = output_of("publishing", *few)
    figures = re.sub(r"\d+(,\d{3})*(\.\d+)?", "#", told.replace(" 40", " forty"))
    assert figures.startswith(
        "PostgreSQL is not durable, so its times are no claim. Loaded # SYNTHETIC subjects in # s:\n"
        "  category #, source #, actor #, resolution #, report #, finding forty\n"
        "Run #: # editions in # s = # per second (# s computing, and # s in PostgreSQL)\n"
        "  peak memory # MiB at #%, # MiB at #%, # MiB at #%\n"
        "  database # MiB; verified in # s: every edition fits\n"
    )
    assert figures.endswith("Median of #: # editions per second.\n")
    assert "Ordered by: internal time" in told  # the profile


@pytest.mark.django_db
def test_synthetic_records_are_the_same_for_the_same_seed_and_say_what_they_are() -> None:
    counts = synthetic.load(30, seed=1)
    assert {kind.value: count for kind, count in counts.items()} == {
        "category": 8,
        "source": 5,
        "actor": 6,
        "resolution": 10,
        "report": 5,
        "finding": 30,
    }
    first = list(Finding.objects.order_by("reference").values("reference", "title", "summary", "asserted_by"))
    assert {(each["reference"][:4], each["title"][:9], each["asserted_by"]) for each in first} == {
        ("SYN-", "SYNTHETIC", "SYNTHETIC")
    }
    for model in (Source, Report, Place):
        named = model._meta.get_field("title" if model is not Place else "name").name
        assert {text[:9] for text in model.objects.values_list(named, flat=True)} == {"SYNTHETIC"}
    again = list(synthetic.forms(30, seed=1)["finding"])
    assert [(form["reference"], form["title"], form["summary"]) for form in again] == [
        (each["reference"], each["title"], each["summary"]) for each in first
    ]
