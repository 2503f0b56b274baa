"""The addresses of people and of signing in."""

from django.urls import path

from mediapolicy.people import signing_in, views

app_name = "people"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/as/<uuid:pk>/", signing_in.sign_in_as, name="sign_in_as"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("forgotten/", signing_in.forgotten, name="forgotten"),
    path("forgotten/sent/", signing_in.link_sent, name="link_sent"),
    path("welcome/<str:token>/", signing_in.welcome, name="welcome"),
    path("first-run/", signing_in.first_run, name="first_run"),
    path("me/", views.me, name="me"),
    path("me/password/", views.change_password, name="change_password"),
    path("people/", views.people_list, name="list"),
    path("people/add/", views.add_person, name="add"),
    path("people/import/", views.import_people, name="import"),
    path("people/import/check/", views.import_check, name="import_check"),
    path("people/import/template.csv", views.import_template, name="import_template"),
    path("people/appointments/<uuid:pk>/end/", views.end_appointment, name="end_appointment"),
    path("people/<uuid:pk>/", views.person_page, name="person"),
    path("people/<uuid:pk>/change/", views.change_details, name="change_details"),
    path("people/<uuid:pk>/appoint/", views.appoint, name="appoint"),
    path("people/<uuid:pk>/invite/", views.invite, name="invite"),
    path("people/<uuid:pk>/leave/", views.leave, name="leave"),
    path("people/<uuid:pk>/join-again/", views.join_again, name="join_again"),
]
