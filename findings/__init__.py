"""The findings: records, editions, and everything that is read from editions."""
