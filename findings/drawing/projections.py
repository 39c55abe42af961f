"""From longitude and latitude to a plane, on a sphere of radius 1.

The world is drawn in Equal Earth, which keeps areas true (Šavrič, Patterson, Jenny: The Equal Earth map projection,
International Journal of Geographical Information Science 33:3, 2019). It is centred on 150° E and cut along 30° W, in
the Atlantic, so that North-East Asia does not lie at its edge. North-East Asia itself is drawn in Lambert's conformal
conic, which keeps shapes true (Snyder: Map Projections, A Working Manual, USGS 1395, 1987, eq. 15-1 to 15-3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, log, pi, radians, sin, sqrt, tan

type Point = tuple[float, float]
#: (longitude, latitude) in degrees → x to the east, y to the north.
type Projection = Callable[[float, float], Point]

#: The meridian that the world's sheet is cut along: 150° east is in its middle.
WORLD_CUT = -30


def equal_earth(longitude: float, latitude: float) -> Point:
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    m = sqrt(3) / 2
    # A point on the cut stands at the left edge.
    from_centre = radians((longitude - WORLD_CUT) % 360 - 180)
    t = asin(m * sin(radians(latitude)))
    x = from_centre * cos(t) / (m * (a1 + 3 * a2 * t**2 + t**6 * (7 * a3 + 9 * a4 * t**2)))
    return x, t * (a1 + a2 * t**2 + t**6 * (a3 + a4 * t**2))


def lambert(longitude: float, latitude: float) -> Point:
    """Lambert's conformal conic about 38° N, 129° E, true to scale along 33° N and 43° N."""
    south, north, origin = radians(33), radians(43), radians(38)
    n = log(cos(south) / cos(north)) / log(tan(pi / 4 + north / 2) / tan(pi / 4 + south / 2))
    f = cos(south) * tan(pi / 4 + south / 2) ** n / n
    # Where the cone has no place for it: the far south.
    latitude = max(latitude, -80)
    rho, rho0 = (f / tan(pi / 4 + each / 2) ** n for each in (radians(latitude), origin))
    theta = n * radians((longitude - 129 + 180) % 360 - 180)
    return rho * sin(theta), rho0 - rho * cos(theta)


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the plane that a sheet shows."""

    project: Projection
    left: float
    right: float
    bottom: float
    top: float

    @property
    def proportion(self) -> float:
        """Height by width."""
        return (self.top - self.bottom) / (self.right - self.left)

    def at(self, longitude: float, latitude: float) -> Point:
        """Shares of the sheet's width and height, from its upper left corner; off the sheet they are not in 0 to 1."""
        x, y = self.project(longitude, latitude)
        return (x - self.left) / (self.right - self.left), (self.top - y) / (self.top - self.bottom)

    def holds(self, longitude: float, latitude: float) -> bool:
        return all(0 <= share <= 1 for share in self.at(longitude, latitude))


#: Some 2,680 by 2,010 km: from the Yangtze to the Amur, from Beijing to Hokkaido.
NORTH_EAST_ASIA = Frame(lambert, left=-0.21, right=0.21, bottom=-0.175, top=0.14)
#: All of it but Antarctica.
WORLD = Frame(equal_earth, left=-2.71, right=2.71, bottom=-1.05, top=1.3)
