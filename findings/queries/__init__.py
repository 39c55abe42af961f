"""Questions to the editions, answered in plain data. Nothing in this room touches a record.

Every question takes `version`: the dataset version it is asked as of, None for the current state.
"""
