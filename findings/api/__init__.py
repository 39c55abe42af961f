"""The read-only API under /api/v1/: the same questions, documents and validators as the pages, as JSON.

It reads editions alone, through `findings.queries`. What it answers is described once, by serializers and by the
filters themselves; the OpenAPI description and its page are made from these, and the tests hold every answer to it.
"""
