"""Addresses of worries about undercover reporters; none says what a worry is about."""

from django.urls import path

from enquiries.undercover import views

urlpatterns = [
    path("worries/", views.worries, name="worries"),
    path("worries/new/", views.which_cover, name="worry_new"),
    path("worries/new/<slug:cover>/", views.whom, name="worry_whom"),
    path("worries/<uuid:pk>/", views.worry, name="worry"),
    path("worries/<uuid:pk>/named/<uuid:person_pk>/end/", views.end_name, name="worry_end_name"),
    path("worries/<uuid:pk>/<slug:verb>/", views.step, name="worry_step"),
]
