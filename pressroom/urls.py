"""Addresses of statements; those of the other kinds of record are gathered here."""

from django.urls import path

from pressroom import people, views
from pressroom.details import urls as details
from pressroom.distribution import urls as mailings
from pressroom.idea import urls as ideas
from pressroom.lists import urls as lists
from pressroom.release import urls as releases

app_name = "pressroom"
urlpatterns = [
    path("statements/", views.statement_list, name="list"),
    path("statements/add/", views.draft, name="draft"),
    path("statements/<uuid:pk>/", views.statement, name="statement"),
    path("statements/<uuid:pk>/words/", views.words, name="words"),
    path("statements/<uuid:pk>/versions/<int:number>/", views.version, name="version"),
    path("statements/<uuid:pk>/people/", people.find, name="find_person"),
    path("statements/<uuid:pk>/people/<uuid:person_pk>/", people.name, name="name_person"),
    path("statements/<uuid:pk>/people/<uuid:person_pk>/not-them/", people.not_them, name="not_them"),
    path("statements/<uuid:pk>/people/<uuid:named_pk>/out/", people.unname, name="unname_person"),
    path("statements/<uuid:pk>/<slug:verb>/", views.step, name="step"),
    *details.urlpatterns,
    *releases.urlpatterns,
    *ideas.urlpatterns,
    *lists.urlpatterns,
    *mailings.urlpatterns,
]
