"""Records, lists and the portal itself as schema.org JSON-LD (CITABLE C40–C47).

Each function gives plain JSON. A record says what a report asserts: so nothing here is a `ClaimReview`, no name of an
actor carries a rating, and *designated* stands only where a designation is recorded.
"""
