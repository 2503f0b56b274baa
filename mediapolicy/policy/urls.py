"""Addresses of the policy."""

from django.urls import path

from mediapolicy.policy import views

app_name = "policy"
urlpatterns = [
    path("policy/", views.policy, name="policy"),
    path("policy/safe-concern/", views.safe_concern, name="safe_concern"),
    path("policy/<str:id>/", views.clause, name="clause"),
]
