"""Addresses."""

from django.urls import path

from consent.compliance import views

urlpatterns = [
    path("decisions/", views.compliance, name="compliance"),
    path("decisions/export.csv", views.export, name="compliance_export"),
    path("decisions/<uuid:pk>/", views.at_home, name="compliance_home"),
    path("decisions/<uuid:pk>/still-to-ask.csv", views.export_missing, name="compliance_missing"),
]
