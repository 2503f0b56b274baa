"""Addresses of press lists."""

from django.urls import path

from pressroom.lists import views as lists

urlpatterns = [
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
]
