"""Style sheets leave without their comments."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from mmsmt_portal.stylesheets import StaticFiles, without_comments


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        ("/* Tokens --- */\n\n:root { --m: 1rem; }\n", "\n:root { --m: 1rem; }\n"),
        ("a { color: red; } /* two\nlines */\nb { top: 0; }", "a { color: red; } b { top: 0; }"),
        (".of::after { content: '/* its */'; } i { content: \"/*\"; } /* gone */",) * 2,
        ("/*! licence */ a { top: 0; } /*# sourceMappingURL=a.map */",) * 2,
    ],
)
def test_comments_go_and_strings_licences_and_source_maps_stay(sheet: str, left: str) -> None:
    assert without_comments(sheet) == left.replace("/* gone */", "")


def test_collected_sheets_have_no_comment_and_all_their_rules(tmp_path: Path) -> None:
    own = (Path(settings.BASE_DIR) / "static" / "css" / "portal.css").read_bytes()
    storage = StaticFiles(location=tmp_path)
    for name, content in {"portal.css": own, "own.txt": b"/* kept */"}.items():
        storage.save(name, ContentFile(content))
    done = list(storage.post_process({name: (storage, name) for name in ("portal.css", "own.txt")}))
    sheet, text = ((tmp_path / storage.stored_name(name)).read_text("utf-8") for name in ("portal.css", "own.txt"))
    assert [each for each in done if isinstance(each[2], Exception)] == []
    assert (b"/*" in own, "/*" in sheet, sheet.count("{")) == (True, False, own.count(b"{"))
    assert (storage.stored_name("portal.css") == "portal.css", text) == (False, "/* kept */")
