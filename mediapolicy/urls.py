"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

from mediapolicy import health

handler404 = "mediapolicy.web.not_found"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mediapolicy.people.urls")),
    path("", include("mediapolicy.organisation.urls")),
    path("", include("desk.urls")),
    path("", include("approvals.urls")),
    path("", include("enquiries.urls")),
    path("", include("pressroom.urls")),
    path("", include("pressroom.public.urls")),
    path("", include("matters.urls")),
    path("consent/", include("consent.urls")),
    path("", include("mediapolicy.demonstration.urls")),
    path("healthz", health.alive, name="alive"),
    path("", include("mediapolicy.history.urls")),
    path("", include("mediapolicy.notices.urls")),
    path("", include("mediapolicy.papers.urls")),
    path("", include("mediapolicy.policy.urls")),
    path("readyz", health.ready, name="ready"),
]
