"""Addresses of media visits."""

from django.urls import path

from enquiries.access import calendar_views, people_views, views

urlpatterns = [
    path("visits/", views.visit_list, name="visit_list"),
    path("visits/log/", views.log, name="visit_log"),
    path("visits/mine/<uuid:pk>/", views.logged, name="visit_logged"),
    path("visits/calendar/", calendar_views.month, name="visit_calendar"),
    path("visits/calendar/address/", calendar_views.feed, name="visit_feed"),
    path("visits/calendar/address/end/", calendar_views.stop_feed, name="visit_feed_end"),
    path("visits/calendar/<str:token>.ics", calendar_views.ics, name="visit_ics"),
    path("visits/<uuid:pk>/", views.visit, name="visit"),
    path("visits/<uuid:pk>/day/", views.day, name="visit_day"),
    path("visits/<uuid:pk>/part/<slug:slug>/", views.topic, name="visit_topic"),
    path("visits/<uuid:pk>/people/", people_views.find, name="visit_find"),
    path("visits/<uuid:pk>/people/<uuid:person_pk>/appears/", people_views.appear, name="visit_appear"),
    path("visits/<uuid:pk>/people/<uuid:person_pk>/kept-out/", people_views.keep_out, name="visit_keep_out"),
    path("visits/<uuid:pk>/people/<uuid:one_pk>/off/", people_views.take_out, name="visit_take_out"),
    path("visits/<uuid:pk>/people/<uuid:one_pk>/today/", people_views.today, name="visit_today"),
    path("visits/<uuid:pk>/<slug:verb>/", views.step, name="visit_step"),
]
