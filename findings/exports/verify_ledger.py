"""Verify a ledger: python3 verify_ledger.py https://portal.example.org [head]"""

import hashlib
import json
import sys
import urllib.request

SUBJECT = ["subject_kind", "key", "number", "edition_kind"]
ACT = ["note", "dataset_version", "published_at", "document_digest"]
head, count = "", 0
for line in urllib.request.urlopen(sys.argv[1].rstrip("/") + "/data/ledger.jsonl"):
    edition = json.loads(line)
    covered = [head] + [edition[name] for name in SUBJECT + ACT]
    text = json.dumps(covered, ensure_ascii=False, separators=(",", ":"))
    head, count = hashlib.sha256(text.encode()).hexdigest(), count + 1
    if head != edition["digest"]:
        sys.exit(f"Line {count} does not fit: {edition['key']}, edition {edition['number']}.")
if len(sys.argv) > 2 and sys.argv[2] != head:
    sys.exit(f"{count} editions fit one another, but the head is {head}.")
print(f"{count} editions, each fits the one before. The head is {head}.")
