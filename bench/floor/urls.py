"""The floor's addresses."""

from django.urls import path

from bench.floor import views

urlpatterns = [
    path("enquiries/", views.listed),
    path("enquiries/log/", views.create),
    path("enquiries/log/pass-on/", views.create_and_pass_on),
    path("enquiries/<uuid:pk>/", views.record),
    path("enquiries/<uuid:pk>/take-up/", views.take_up),
]
