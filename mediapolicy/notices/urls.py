"""Addresses of the inbox."""

from django.urls import path

from mediapolicy.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.inbox, name="inbox"),
    path("notices/choices/", views.choices, name="choices"),
    path("notices/read/", views.mark_all, name="mark_all"),
    path("notices/<uuid:pk>/open/", views.open_notice, name="open"),
]
