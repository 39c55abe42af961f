"""A page in the language that its address names, and its links to the same page in the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.safestring import mark_safe

from findings.exports.addresses import in_language
from findings.languages import ENGLISH, LANGUAGES, current, language_of, speaking, within


class LanguageMiddleware:
    """Makes an answer in the language of its address, English where it names none, and says so in Content-Language.

    Django's own middleware would ask a cookie and Accept-Language too, and take every page from every cache by its
    `Vary`. The admin's addresses are left to the admin.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/admin/"):
            return self.get_response(request)
        language = language_of(request.path_info)
        with speaking(language):
            response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
        return response


@dataclass(frozen=True, slots=True)
class InLanguage:
    """The page in one of the languages: `url` is its path and query, `address` the same with the portal's host."""

    code: str
    name: str
    url: str
    address: str
    is_this: bool


def _asked(request: HttpRequest) -> str:
    """Path and query, without what says nothing in it: a parameter that is empty, or given twice."""
    given = request.META.get("QUERY_STRING", "").split("&")
    query = "&".join(dict.fromkeys(each for each in given if each.partition("=")[2]))
    return f"{escape_uri_path(request.path)}{'?' if query else ''}{iri_to_uri(query)}"


def languages(request: HttpRequest) -> dict[str, Any]:
    """What every template knows (a context processor).

    `language` is that of the page, `in_languages` the same page in all of them. `recorded` is the attribute of an
    element that holds what is recorded: ` lang="en"` on a page in another language, and nothing on an English one.
    """
    if request.path_info.startswith("/admin/"):
        return {}
    path, language = _asked(request), current()
    return {
        "language": language,
        "in_languages": [
            InLanguage(code, name, within(path, code), in_language(path, code), code == language)
            for code, name in LANGUAGES.items()
        ],
        "recorded": "" if language == ENGLISH else mark_safe(f' lang="{ENGLISH}"'),  # noqa: S308 - written here
    }
