"""Addresses."""

from django.urls import path

from consent.people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/add/", views.add, name="add_person"),
    path("people/colleagues/", views.add_colleagues, name="add_colleagues"),
    path("people/import/", views.import_people, name="import"),
    path("people/import/check/", views.import_check, name="import_check"),
    path("people/import/template.csv", views.import_template, name="import_template"),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/step/<slug:verb>/", views.step, name="person_step"),
]
