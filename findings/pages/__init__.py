"""Document → what a template prints. A page is a function of a document (and of where it stands among the editions).

Views call these functions for the public, the admin's preview calls the same ones for an editor. They ask nothing of
the database. What they return are plain dataclasses, compared whole in the tests.
"""
