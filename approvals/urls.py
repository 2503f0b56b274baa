"""Addresses of sign-offs."""

from django.urls import path

from approvals import views

app_name = "approvals"
urlpatterns = [
    path("sign-offs/", views.waiting, name="waiting"),
    path("sign-offs/<uuid:pk>/", views.sign_off, name="sign_off"),
    path("sign-offs/<uuid:pk>/<slug:verdict>/", views.decide, name="decide"),
]
