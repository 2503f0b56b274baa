"""The request as every view gets it: LoginRequiredMiddleware has seen to it that somebody has signed in."""

from django.http import HttpRequest

from mediapolicy.people.models import User


class SignedIn(HttpRequest):
    """A request by somebody who works here. Only a name for the type checker: nothing is ever made from it."""

    user: User
