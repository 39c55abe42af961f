"""Plain data → the geometry of server-made SVG. Nothing here asks the database, knows an address or prints a tag.

A drawing has no size of its own: it is as wide as the column that it stands in. So what lies along x is a share of the
width, in per cent; what lies along y, and all type, is in pixels, and lettering is 13 px at every width. (A map gives
its height in per cent as well: its shape is fixed.) Areas and outlines are paths in units of their own, which their
`viewBox` stretches; their strokes do not stretch.

Entry functions, each with the template that prints what it returns (`findings.pages.pictures` calls them with what the
queries answer):

- `timelines.timeline` → templates/findings/_timeline.html: findings by month, stacked by category
- `timelines.strips` → _strips.html: the same, one strip a category, each with its own scale
- `timelines.small_timeline` → _small_timeline.html: findings by year, forty pixels high
- `maps.place_map` → _map.html: places on outlines of North-East Asia or of the world
- `bars.cap_chart` → _cap_chart.html: reported figures against a yearly cap
- `trees.neighbourhood` → _neighbourhood.html: who is named with whom, in which findings
"""
