"""Documents → bytes: the findings that answer a question, whole, in the forms that other programs read.

A form writes an iterator of pieces and holds no more than a few findings at a time. Which findings, and in which order,
is the question's own business: every form of one question has those of its page.
"""
