"""Addresses of press releases."""

from django.urls import path

from pressroom.release import people, views

urlpatterns = [
    path("releases/", views.release_list, name="releases"),
    path("releases/add/", views.start, name="start_release"),
    path("releases/<uuid:pk>/", views.release, name="release"),
    path("releases/<uuid:pk>/words/", views.words, name="release_words"),
    path("releases/<uuid:pk>/preview/", views.preview, name="release_preview"),
    path("releases/<uuid:pk>/correct/", views.correct, name="correct_release"),
    path("releases/<uuid:pk>/versions/<int:number>/", views.version, name="release_version"),
    path("releases/<uuid:pk>/people/", people.find, name="feature_find"),
    path("releases/<uuid:pk>/people/<uuid:person_pk>/", people.feature, name="feature"),
    path("releases/<uuid:pk>/people/<uuid:person_pk>/not-them/", people.not_them, name="release_not_them"),
    path("releases/<uuid:pk>/people/<uuid:row_pk>/out/", people.unfeature, name="unfeature"),
    path("releases/<uuid:pk>/pictures/", people.find_picture, name="release_pictures"),
    path("releases/<uuid:pk>/pictures/<uuid:asset_pk>/", people.add_picture, name="release_picture"),
    path("releases/<uuid:pk>/pictures/<uuid:row_pk>/out/", people.take_out_picture, name="release_picture_out"),
    path("releases/<uuid:pk>/<slug:verb>/", views.step, name="release_step"),
]
