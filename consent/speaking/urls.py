"""Addresses."""

from django.urls import URLPattern, path

from consent.speaking import views

urlpatterns: list[URLPattern] = [
    path("people/<uuid:pk>/representatives/add/", views.record, name="record_representative"),
    path("people/<uuid:pk>/wishes/add/", views.keep_wish, name="keep_wish"),
    path("people/<uuid:pk>/advocates/add/", views.ask_for_advocate, name="ask_for_advocate"),
    path("representatives/<uuid:pk>/", views.representative, name="representative"),
    path("representatives/<uuid:pk>/<slug:verb>/", views.step, name="representative_step"),
    path("wishes/<uuid:pk>/take-back/", views.take_wish_back, name="take_wish_back"),
    path("advocates/<uuid:pk>/answer/", views.note_advocate, name="note_advocate"),
]
