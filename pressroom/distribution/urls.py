"""Addresses of mailings."""

from django.urls import path

from pressroom.distribution import leaving
from pressroom.distribution import views as mailings

urlpatterns = [
    path("mailings/", mailings.mailing_list, name="mailings"),
    path("mailings/of/<uuid:pk>/", mailings.prepare, name="mail_release"),
    path("mailings/<uuid:pk>/", mailings.mailing, name="mailing"),
    path("mailings/<uuid:pk>/progress/", mailings.progress, name="mailing_progress"),
    path("mailings/<uuid:pk>/choose/", mailings.choose, name="mailing_choose"),
    path("mailings/<uuid:pk>/<slug:verb>/", mailings.step, name="mailing_step"),
    path("no-more-releases/<uuid:pk>/<slug:token>/", leaving.no_more_releases, name="no_more_releases"),
]
