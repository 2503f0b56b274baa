"""Addresses."""

from django.urls import path

from consent.compliance import views

urlpatterns = [
    path("recorded/", views.compliance, name="compliance"),
    path("recorded/export.csv", views.export, name="compliance_export"),
    path("recorded/<uuid:pk>/", views.at_home, name="compliance_home"),
    path("recorded/<uuid:pk>/still-to-ask.csv", views.export_missing, name="compliance_missing"),
]
