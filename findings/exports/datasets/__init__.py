"""Releases: a whole dataset version as files that stand on their own, the same bytes wherever they are made.

What a release holds is a function of the dataset version, of the base of the portal's addresses, and of the release
that its changes are counted from. A redaction alone reaches into a release that was made before it: the release is made
anew, with a notice (CITABLE C70, C71).
"""
