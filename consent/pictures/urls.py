"""Addresses."""

from django.urls import URLPattern, path

from consent.pictures import views

urlpatterns: list[URLPattern] = [
    path("pictures/", views.library, name="pictures"),
    path("pictures/add/", views.add, name="picture_add"),
    path("pictures/add-words/", views.add_words, name="picture_add_words"),
    path("pictures/people/", views.people, name="picture_people"),
    path("pictures/<uuid:pk>/", views.picture, name="picture"),
    path("pictures/<uuid:pk>/file/", views.file, {"size": "whole"}, name="picture_file"),
    path("pictures/<uuid:pk>/small/", views.file, {"size": "small"}, name="picture_small"),
    path("pictures/<uuid:pk>/<slug:verb>/", views.step, name="picture_step"),
    path("pictures/<uuid:pk>/people/<uuid:mark_pk>/<slug:verb>/", views.mark, name="picture_mark"),
]
