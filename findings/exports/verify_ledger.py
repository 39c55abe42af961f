"""Verify a ledger: python3 verify_ledger.py https://portal.example.org [a digest you kept]"""

import hashlib
import json
import sys
import urllib.request

SUBJECT = ["subject_kind", "key", "number", "edition_kind"]
ACT = ["note", "dataset_version", "published_at", "document_digest"]
kept, head, count = sys.argv[2:], "", 0
for line in urllib.request.urlopen(sys.argv[1].rstrip("/") + "/data/ledger.jsonl"):
    edition = json.loads(line)
    covered = [head] + [edition[name] for name in SUBJECT + ACT]
    text = json.dumps(covered, ensure_ascii=False, separators=(",", ":"))
    head, count = hashlib.sha256(text.encode()).hexdigest(), count + 1
    if head != edition["digest"]:
        sys.exit(f"Line {count} does not fit: {edition['key']}, edition {edition['number']}.")
    kept = [digest for digest in kept if digest != head]
if kept:
    sys.exit(f"{count} editions fit one another, but {kept[0]} is not among them. The head is {head}.")
print(f"{count} editions, each fits the one before. The head is {head}.")
