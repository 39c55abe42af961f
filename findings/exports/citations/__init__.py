"""Citations of editions: as CSL-JSON, BibTeX and RIS, in the styles of bibliographies, and as a footnote.

What is cited is the edition, at its own address: it says in ten years what it says today. Its author is the portal, one
corporate author, never the report's; the report, its place and the hand at which it was read stand in the footnote and
in the notes of the files. A citation is English and is not translated: it has to be found again as it was written.
"""
