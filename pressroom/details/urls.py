"""The address of what stands under every press release."""

from django.urls import path

from pressroom.details import views

urlpatterns = [path("releases/details/", views.details, name="press_details")]
