"""Located places of findings as GeoJSON (RFC 7946): a feature for each finding and place, with its precision."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from findings.documents.fields import Document, Value
from findings.exports.jsons import compact, features


class Features:
    """The file on its way. Foreign members at its end say how many findings name no place that is located."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")
        self._file.write('{"type":"FeatureCollection",\n"features":[')
        self._between = "\n"
        self._total = self._unlocated = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        counted = {"total": self._total, "without_coordinates": self._unlocated}
        self._file.write(f'\n],\n"findings":{compact(counted)}}}\n')
        self._file.close()

    def add(self, document: Document, values: list[Value]) -> None:
        """A finding, with its values in the flat row."""
        located = features(document, values)
        self._total += 1
        self._unlocated += not located
        for feature in located:
            self._file.write(f"{self._between}{compact(feature)}")
            self._between = ",\n"
