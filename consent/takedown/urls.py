"""Addresses."""

from django.urls import URLPattern, path

from consent.takedown import slip_views, views

urlpatterns: list[URLPattern] = [
    path("changed-their-mind/", views.find, name="find_to_withdraw"),
    path("people/<uuid:pk>/changed-their-mind/", views.changed_their_mind, name="withdraw"),
    path("withdrawals/<uuid:pk>/", views.withdrawal, name="withdrawal"),
    path("withdrawals/<uuid:pk>/told/", views.tell, name="tell"),
    path("takedowns/", views.tasks, name="tasks"),
    path("takedowns/<uuid:pk>/<slug:verb>/", views.task, name="task"),
    path("showings/", views.showings, name="showings"),
    path("showings/add/", views.add_showing, name="add_showing"),
    path("showings/<uuid:pk>/", views.showing, name="showing"),
    path("showings/<uuid:pk>/<slug:verb>/", views.showing_step, name="showing_step"),
    path("stop/<slug:urn>/<slug:token>/", slip_views.stop_by_slip, name="stop_by_slip"),
]
