"""Addresses of story ideas."""

from django.urls import path

from pressroom.idea import views

urlpatterns = [
    path("ideas/", views.ideas, name="ideas"),
    path("ideas/add/", views.add, name="send_idea"),
    path("ideas/<uuid:pk>/", views.idea, name="idea"),
    path("ideas/<uuid:pk>/<slug:verb>/", views.step, name="idea_step"),
]
