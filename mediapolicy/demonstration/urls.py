"""Addresses of the demonstration."""

from django.urls import path

from mediapolicy.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("demonstration/kit/", views.kit, name="kit"),
    path("demonstration/mail/", views.mail, name="mail"),
    path("demonstration/mail/<str:name>/", views.letter, name="letter"),
]
