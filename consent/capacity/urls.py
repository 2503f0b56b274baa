"""Addresses."""

from django.urls import URLPattern, path

from consent.capacity import views

urlpatterns: list[URLPattern] = [
    path("people/<uuid:pk>/capacity/", views.capacity, name="capacity"),
    path("people/<uuid:pk>/capacity/assess/", views.assess, name="assess"),
    path("assessments/<uuid:pk>/", views.assessment, name="assessment"),
    path("assessments/<uuid:pk>/parts/<slug:slug>/", views.part, name="assessment_part"),
    path("assessments/<uuid:pk>/<slug:verb>/", views.step, name="assessment_step"),
]
