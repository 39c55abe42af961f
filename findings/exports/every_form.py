"""Every form that a record is to be had in. Whoever writes one adds its tuple of forms here."""

from __future__ import annotations

from findings.exports.citations.forms import CITATION_FORMS
from findings.exports.data_forms import data_forms
from findings.exports.record_forms import RecordForm

#: In the order in which pages and typed links name them.
RECORD_FORMS: tuple[RecordForm, ...] = (*CITATION_FORMS, *data_forms(CITATION_FORMS))
