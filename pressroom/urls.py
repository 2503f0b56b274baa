"""Addresses of statements."""

from django.urls import path

from pressroom import people, views
from pressroom.distribution import leaving
from pressroom.distribution import views as mailings
from pressroom.lists import views as lists

app_name = "pressroom"
urlpatterns = [
    path("statements/", views.statement_list, name="list"),
    path("statements/add/", views.draft, name="draft"),
    path("statements/<uuid:pk>/", views.statement, name="statement"),
    path("statements/<uuid:pk>/words/", views.words, name="words"),
    path("statements/<uuid:pk>/versions/<int:number>/", views.version, name="version"),
    path("statements/<uuid:pk>/people/", people.find, name="find_person"),
    path("statements/<uuid:pk>/people/<uuid:person_pk>/", people.name, name="name_person"),
    path("statements/<uuid:pk>/people/<uuid:named_pk>/out/", people.unname, name="unname_person"),
    path("statements/<uuid:pk>/<slug:verb>/", views.step, name="step"),
    path("press-lists/", lists.press_lists, name="press_lists"),
    path("press-lists/table.csv", lists.import_template, name="press_list_template"),
    path("press-lists/bounced/", lists.bounced, name="bounced"),
    path("press-lists/<uuid:pk>/", lists.press_list, name="press_list"),
    path("press-lists/<uuid:pk>/add/", lists.add, name="press_list_add"),
    path("press-lists/<uuid:pk>/import/", lists.import_rows, name="press_list_import"),
    path("press-lists/<uuid:pk>/import/check/", lists.import_check, name="press_list_check"),
    path("press-lists/<uuid:pk>/close/", lists.close, name="press_list_close"),
    path("press-lists/<uuid:pk>/off/<uuid:subscriber_pk>/", lists.take_off, name="press_list_take_off"),
    path("press-contacts/<uuid:pk>/", lists.subscriber, name="subscriber"),
    path("press-contacts/<uuid:pk>/<slug:verb>/", lists.subscriber_step, name="subscriber_step"),
    path("mailings/", mailings.mailing_list, name="mailings"),
    path("mailings/of/<uuid:pk>/", mailings.prepare, name="mail_release"),
    path("mailings/<uuid:pk>/", mailings.mailing, name="mailing"),
    path("mailings/<uuid:pk>/progress/", mailings.progress, name="mailing_progress"),
    path("mailings/<uuid:pk>/choose/", mailings.choose, name="mailing_choose"),
    path("mailings/<uuid:pk>/<slug:verb>/", mailings.step, name="mailing_step"),
    path("no-more-releases/<uuid:pk>/<slug:token>/", leaving.no_more_releases, name="no_more_releases"),
]
