"""What the API answers, member by member: documents of editions (`findings.documents`), and what is beside them.

Absent text is "", absent dates and bounds are null; figures with fractions are text, never floats.
"""
