"""The HTML of every page, by the validator of the W3C: no error and no warning.

VNU_JAR names the validator (the `vnu-jar` package of npm has it). Where CI is set, its absence is a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from mmsmt_portal import environment
from tests.browser.conftest import Site

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def validator() -> list[str]:
    jar, java = os.environ.get("VNU_JAR", ""), shutil.which("java")
    if java and Path(jar).is_file():
        return [java, "-jar", jar, "--format", "json", "--stdout"]
    missing = "there is no validator of HTML here (VNU_JAR names no file, or java is not on PATH)"
    if environment.is_continuous_integration():
        pytest.fail(f"CI is set, and {missing}", pytrace=False)
    pytest.skip(missing)


def test_every_page_is_valid(site: Site, validator: list[str], tmp_path: Path) -> None:
    for name, address in site.pages.items():
        try:
            with urlopen(site.url + address) as response:  # noqa: S310 - our own server
                page = response.read()
        except HTTPError as error:  # 400, 404, 410 and 451 are pages too
            page = error.read()
        (tmp_path / f"{name}.html").write_bytes(page)
    checked = subprocess.run([*validator, str(tmp_path)], capture_output=True, text=True, check=False)
    messages = json.loads(checked.stdout)["messages"]
    assert [(Path(each["url"]).name, each.get("lastLine"), each["message"]) for each in messages] == []
