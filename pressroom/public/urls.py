"""Addresses of the public press room."""

from django.urls import path

from pressroom.public import feeds, views

app_name = "press"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("press/", views.news, name="news"),
    path("press/feed/", feeds.feed, name="feed"),
    path("press/sitemap.xml", feeds.sitemap, name="sitemap"),
    path("press/<slug:address>/", views.release, name="release"),
    path("press/<slug:address>/pictures/<uuid:pk>/<slug:size>/", views.picture, name="picture"),
]
