"""The addresses of the organisation's settings and homes."""

from django.urls import path

from mediapolicy.organisation import views

app_name = "organisation"
urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/name/", views.name, name="name"),
    path("settings/words/", views.words, name="words"),
    path("settings/policy/", views.versions, name="versions"),
    path("settings/policy/<uuid:pk>/bring-into-force/", views.bring_into_force, name="bring_into_force"),
    path("settings/on-call/", views.on_call, name="on_call"),
    path("settings/on-call/<uuid:pk>/take-off/", views.take_off_call, name="take_off_call"),
    path("settings/bank-holidays/", views.bank_holidays, name="bank_holidays"),
    path("settings/bank-holidays/<uuid:pk>/take-out/", views.take_out_holiday, name="take_out_holiday"),
    path("homes/", views.homes, name="homes"),
    path("homes/add/", views.add_home, name="add_home"),
    path("homes/<uuid:pk>/", views.home_page, name="home"),
    path("homes/<uuid:pk>/change/", views.change_home, name="change_home"),
    path("homes/<uuid:pk>/close/", views.close_home, name="close_home"),
]
