"""Addresses."""

from django.urls import path

from consent.stops import views

urlpatterns = [
    path("people/<uuid:pk>/stops/<slug:kind>/", views.place, name="place_stop"),
    path("stops/<uuid:pk>/keep/", views.keep, name="keep_stop"),
    path("stops/<uuid:pk>/lift/", views.lift, name="lift_stop"),
]
