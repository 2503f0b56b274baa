"""Addresses of matters."""

from django.urls import path

from matters import views
from matters.delegation import views as delegation
from matters.glass import views as glass

app_name = "matters"
urlpatterns = [
    path("matters/", views.matter_list, name="list"),
    path("matters/open/", views.open_matter, name="open"),
    path("matters/stand-ins/", delegation.stand_ins, name="stand_ins"),
    path("matters/stand-ins/<uuid:pk>/end/", delegation.end, name="end_stand_in"),
    path("break-the-glass/", glass.break_it, name="break_glass"),
    path("matters/<uuid:pk>/", views.matter, name="matter"),
    path("matters/<uuid:pk>/people/", views.find, name="find"),
    path("matters/<uuid:pk>/people/<uuid:person_pk>/link/", views.link, name="link"),
    path("matters/<uuid:pk>/part/<uuid:part_pk>/<slug:what>/", views.part, name="part"),
    path("matters/<uuid:pk>/<slug:verb>/", views.step, name="step"),
]
