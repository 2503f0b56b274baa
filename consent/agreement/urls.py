"""Addresses of consent forms."""

from django.urls import path

from consent.agreement import link_views, signing_views, views

urlpatterns = [
    path("people/<uuid:pk>/ask/", views.ask, name="ask"),
    path("forms/<uuid:pk>/", views.form, name="form"),
    path("forms/<uuid:pk>/pages/<slug:slug>/", views.page, name="page"),
    path("forms/<uuid:pk>/check/", views.check, name="check"),
    path("forms/<uuid:pk>/sign/", signing_views.sign, name="sign"),
    path("forms/<uuid:pk>/link/", signing_views.link, name="link"),
    path("forms/<uuid:pk>/signatures/<uuid:signature_pk>/", views.paper, name="paper"),
    path("forms/<uuid:pk>/steps/<slug:verb>/", views.step, name="step"),
    path("sign/answered/", link_views.answered, name="answered"),
    path("sign/<str:token>/", link_views.remote, name="remote"),
]
