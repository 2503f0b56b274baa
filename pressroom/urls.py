"""Addresses of statements."""

from django.urls import path

from pressroom import views

app_name = "pressroom"
urlpatterns = [
    path("statements/", views.statement_list, name="list"),
    path("statements/add/", views.draft, name="draft"),
    path("statements/<uuid:pk>/", views.statement, name="statement"),
    path("statements/<uuid:pk>/words/", views.words, name="words"),
    path("statements/<uuid:pk>/versions/<int:number>/", views.version, name="version"),
    path("statements/<uuid:pk>/<slug:verb>/", views.step, name="step"),
]
