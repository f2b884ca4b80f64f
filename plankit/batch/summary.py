"""What a batch came to: by layout, diagnostics and errors, over all its runs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from .journal import Journal, write_atomically


def summarise(journal: Journal, run: dict[str, Any]) -> dict[str, Any]:
    """Count what the records tell, and write `summary.json` and `failures.jsonl`.

    `run` is what is to be said of this run itself.
    """
    status: Counter[str] = Counter()
    layouts: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    diagnostics: Counter[str] = Counter()
    with_diagnostics: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    examples: dict[str, str] = {}
    seconds = 0.0
    characters = size = 0
    failures: list[str] = []
    for head, lines in journal.entries():
        rows.update(head.get("rows", {}))
        size += head.get("bytes", 0)
        for line in lines:
            status[line["status"]] += 1
            if line["status"] == "failed":
                errors[line["error_type"]] += 1
                examples.setdefault(line["error_type"], line["error"])
                failures.append(json.dumps(line, ensure_ascii=False))
            if line["status"] == "parsed":
                seconds += line["seconds"]
                characters += line["characters"]
                layouts[line["layout"]] += 1
                formats[line["format"]] += 1
                diagnostics.update(line["diagnostics"])
                with_diagnostics.update(line["diagnostics"].keys())
    found = {
        "documents": {name: status[name] for name in ("parsed", "failed", "duplicate")},
        "characters": characters,
        "seconds_of_reading": round(seconds, 3),
        "rows": dict(rows),
        "bytes_of_parts": size,
        "layouts": dict(layouts.most_common()),
        "formats": dict(formats.most_common()),
        "diagnostics": {
            code: {"found": count, "documents": with_diagnostics[code]}
            for code, count in diagnostics.most_common()
        },
        "errors": {
            kind: {"documents": count, "example": examples[kind]}
            for kind, count in errors.most_common()
        },
        "run": run,
    }
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    write_atomically(journal.directory / "summary.json", text)
    write_atomically(
        journal.directory / "failures.jsonl", "".join(line + "\n" for line in failures)
    )
    return found


def printed(found: dict[str, Any], directory: str | Path) -> str:
    """The summary as lines to read."""
    documents = found["documents"]
    run = found["run"]
    lines = [
        f"{documents['parsed']:,} parsed, {documents['failed']:,} failed,"
        f" {documents['duplicate']:,} duplicates in {directory}"
        + (f" ({run['before']:,} of them by earlier runs)" if run["before"] else ""),
        f"{run['seconds']:,.1f} s, {run['rate']:,.1f} documents/s with {run['jobs']} processes;"
        f" {found['rows'].get('tasks', 0):,} tasks, {found['bytes_of_parts'] / 1e6:,.1f} MB",
    ]
    for heading in ("layouts", "formats"):
        told = ", ".join(f"{name} {count:,}" for name, count in found[heading].items())
        if told:
            lines.append(f"{heading}: {told}")
    if found["diagnostics"]:
        lines.append("diagnostics:")
        for code, one in found["diagnostics"].items():
            severity, _, name = code.partition(":")
            lines.append(
                f"  {name:<28} {severity:<8} {one['found']:>8,} in {one['documents']:,} documents"
            )
    if found["errors"]:
        lines.append("errors (failures.jsonl has all):")
        for kind, one in found["errors"].items():
            lines.append(f"  {kind:<28} {one['documents']:>8,}  {' '.join(one['example'].split())}")
    return "\n".join(lines)
