"""The curated files (`fixtures/`): read, validated, written into the records, and written back from them."""
