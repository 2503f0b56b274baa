"""Addresses of the history."""

from django.urls import path

from mediapolicy.history import views

app_name = "history"
urlpatterns = [
    path("history/", views.browser, name="browser"),
    path("history/export.csv", views.export, name="export"),
    path("history/<slug:kind>/<uuid:pk>/", views.record, name="record"),
]
