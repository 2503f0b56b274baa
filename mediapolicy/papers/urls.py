"""Addresses of papers."""

from django.urls import path

from mediapolicy.papers import views

app_name = "papers"
urlpatterns = [
    path("papers/", views.mine, name="mine"),
    path("papers/ask/<slug:kind>/<uuid:record>/", views.ask, name="ask"),
    path("papers/<uuid:pk>/", views.paper, name="paper"),
    path("papers/<uuid:pk>/download/", views.download, name="download"),
    path("papers/<uuid:pk>/page/", views.as_page, name="as_page"),
]
