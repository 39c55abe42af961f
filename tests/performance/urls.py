"""The portal's addresses, and one that costs nothing but Django itself: what every other is held against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from mmsmt_portal.urls import handler400, handler404, handler500
from mmsmt_portal.urls import urlpatterns as portal

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"constant")


urlpatterns = [path("constant/", constant), *portal]
