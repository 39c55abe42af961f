"""Questions to the editions, answered in plain data. Nothing in this room touches a record.

What can be asked as of a dataset version takes its number, as `version` or as `as_of` of a question; None for the
current state.
"""
