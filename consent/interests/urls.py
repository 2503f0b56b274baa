"""Addresses."""

from django.urls import URLPattern, path

from consent.interests import views

urlpatterns: list[URLPattern] = [
    path("people/<uuid:pk>/best-interests/", views.prepare, name="prepare_decision"),
    path("decisions/<uuid:pk>/", views.decision, name="decision"),
    path("decisions/<uuid:pk>/parts/<slug:slug>/", views.part, name="decision_part"),
    path("decisions/<uuid:pk>/people/take-out/", views.take_out_consultee, name="take_out_consultee"),
    path("decisions/<uuid:pk>/<slug:verb>/", views.step, name="decision_step"),
]
