"""What people fill in to sign in, and what administrators fill in about people. Forms clean, and save nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils import timezone

from mediapolicy.fields import Words
from mediapolicy.people.first_run import a_year_from, is_the_key
from mediapolicy.people.models import Home, User
from mediapolicy.people.states import HomeState
from mediapolicy.roles import APPOINTED_BY_ADMINISTRATORS, ROLE_CHOICES, Role

PASSWORD_HINT = "At least 12 characters. Three words that do not belong together are easy to remember."  # noqa: S105
FIRST_APPROVER = "Data Processing Officer"
BIGGEST_FILE = 1_000_000
REPEATED = "Somebody has this email address already: {}."


class Day(forms.DateField):
    """A day of this century, typed or picked from the calendar beside it."""

    widget = forms.DateInput(format="%d/%m/%Y")
    default_error_messages = {"invalid": "Enter a real day, such as 24/11/2026"}

    def clean(self, value: Any) -> date | None:
        """The day; one of another century is a slip of the finger."""
        day: date | None = super().clean(value)
        if day is not None and not 2000 <= day.year < 2100:
            raise forms.ValidationError("Enter a day in this century")
        return day


class EmailBox(forms.EmailField):
    """An email address, as short as the ones we keep."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Email address")
        kwargs["error_messages"] = {"invalid": "Enter an email address, such as name@example.org"}
        super().__init__(max_length=254, **kwargs)


class Password(forms.CharField):
    """A password, kept as it is typed."""

    def __init__(self, *, new: bool, **kwargs: Any) -> None:
        autocomplete = "new-password" if new else "current-password"
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=256, strip=False, widget=widget, **kwargs)


class SignInForm(AuthenticationForm):
    """An address and a password. A wrong password and an unknown address get the same words."""

    username = EmailBox(widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = Password(new=False, label="Password")
    error_messages = {
        "invalid_login": "This email address and this password do not go together. Check both and try again.",
        "inactive": "This email address and this password do not go together. Check both and try again.",
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = "Email address"

    def clean_username(self) -> str:
        """One spelling, so that ten tries are ten tries however they are capitalised."""
        return str(self.cleaned_data["username"]).casefold()


class ForgottenForm(forms.Form):
    """Where the new link goes."""

    email = EmailBox(widget=forms.EmailInput(attrs={"autocomplete": "username"}))


class PasswordForm(forms.Form):
    """A new password for this person."""

    password = Password(new=True, label="Choose a password", help_text=PASSWORD_HINT)

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Long enough, not a common one, not the person's own name."""
        raw = str(self.cleaned_data["password"])
        validate_password(raw, self.person)
        return raw


class ChangePasswordForm(PasswordForm):
    """A new password, by somebody who knows the old one."""

    old = Password(new=False, label="Your password now")
    password = Password(new=True, label="Your new password", help_text=PASSWORD_HINT)
    field_order = ["old", "password"]

    def clean_old(self) -> str:
        """The one that is theirs now."""
        if not self.person.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("This is not your password now.")
        return str(self.cleaned_data["old"])


class FirstRunForm(forms.Form):
    """Everything that an empty product needs to begin."""

    key = Words(
        label="Set-up key", max_length=60, help_text="Whoever runs the server prints it with: manage.py setup_key"
    )
    organisation = Words(label="Name of your organisation", max_length=120)
    name = Words(label="Your name", max_length=120)
    email = EmailBox(label="Your email address")
    password = Password(new=True, label="Choose a password", help_text=PASSWORD_HINT)
    number = Words(label="Version of the policy", max_length=20, initial="V1")
    effective_on = Day(label="In force from", initial=date(2020, 11, 16))
    approved_by = Words(label="Approved by", max_length=160, initial=FIRST_APPROVER)
    approved_on = Day(label="Approved on", initial=date(2020, 11, 16))
    next_review_on = Day(label="Next review", initial=lambda: a_year_from(timezone.localdate()))

    YOURS = ("organisation", "name", "email", "password")
    POLICY = ("number", "effective_on", "approved_by", "approved_on", "next_review_on")

    def clean_key(self) -> str:
        """The key that only who runs the server can print."""
        if not is_the_key(self.cleaned_data["key"]):
            raise forms.ValidationError("This is not the set-up key of this installation.")
        return str(self.cleaned_data["key"])

    def clean_password(self) -> str:
        """As for everybody else; not the name or the address just given either."""
        raw = str(self.cleaned_data["password"])
        person = User(name=self.cleaned_data.get("name", ""), email=self.cleaned_data.get("email", ""))
        validate_password(raw, person)
        return raw

    @property
    def yours(self) -> list[forms.BoundField]:
        """The questions about the organisation and its first administrator."""
        return [self[name] for name in self.YOURS]

    @property
    def policy(self) -> list[forms.BoundField]:
        """The questions about the policy in force."""
        return [self[name] for name in self.POLICY]


class DetailsForm(forms.Form):
    """A person's name, address and telephone."""

    name = Words(label="Name", max_length=120)
    email = EmailBox(help_text="They sign in with it, and links go there.")
    phone = Words(label="Telephone", max_length=40, required=False)

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        """Nobody else's address."""
        email = str(self.cleaned_data["email"])
        others = User.objects.filter(email__iexact=email)
        other = (others.exclude(pk=self.person.pk) if self.person else others).first()
        if other is not None:
            raise forms.ValidationError(REPEATED.format(other.name))
        return email


def _open_homes() -> Any:
    return Home.objects.filter(state=HomeState.OPEN)


class AppointForm(forms.Form):
    """A role, and the home where it is held if it is held at one."""

    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *APPOINTED_BY_ADMINISTRATORS])
    home = forms.ModelChoiceField(
        label="Home",
        queryset=Home.objects.none(),
        required=False,
        empty_label="The whole organisation",
        help_text="Staff and Home Manager are roles at one home.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = _open_homes()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A role at a home needs the home; the others are held everywhere."""
        given = self.cleaned_data
        if given.get("role") and "home" in given:
            role = Role.of(given["role"])
            if role.at_a_home and given["home"] is None:
                self.add_error("home", f"{role.label} is a role at one home. Choose the home.")
            if not role.at_a_home and given["home"] is not None:
                self.add_error("home", f"{role.label} is for the whole organisation. Choose “The whole organisation”.")
        return given


class AddPersonForm(DetailsForm, AppointForm):
    """A new person: who they are, their first role, and whether the link goes out now."""

    invite = forms.BooleanField(
        label="Send the invitation now",
        required=False,
        initial=True,
        help_text="An email with a link to choose a password. It is good for 14 days.",
    )
    field_order = ["name", "email", "phone", "role", "home", "invite"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].required = False
        self.fields["role"].choices = [("", "No role yet"), *APPOINTED_BY_ADMINISTRATORS]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Why, if there is something to say."""

    note = Words(label="Note", rows=2, max_length=300, required=False, help_text="Kept in the history.")


class FileForm(forms.Form):
    """A table of people."""

    file = forms.FileField(label="CSV file", widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))

    def clean_file(self) -> bytes:
        """What the file holds."""
        file = self.cleaned_data["file"]
        if file.size > BIGGEST_FILE:
            raise forms.ValidationError("This file is too big. 2,000 people fit into one file of less than 1 MB.")
        return bytes(file.read())


class ImportForm(forms.Form):
    """Whether the links go out at once."""

    invite = forms.BooleanField(
        label="Send everybody an invitation now",
        required=False,
        initial=True,
        help_text="Each gets an email with a link to choose a password. You can also send them one by one later.",
    )


class PeopleFilter(forms.Form):
    """Which people the list shows."""

    all_optional = True
    words = Words(label="Name or email", max_length=100, required=False)
    home = forms.ModelChoiceField(label="Home", queryset=Home.objects.all(), required=False, empty_label="Any home")
    role = forms.ChoiceField(label="Role", choices=[("", "Any role"), *ROLE_CHOICES], required=False)
    left = forms.BooleanField(label="Show who has left", required=False)

    @property
    def chosen(self) -> dict[str, Any]:
        """What to look for; a question that makes no sense is left out."""
        self.full_clean()
        return self.cleaned_data

    @property
    def count(self) -> int:
        """How many questions are answered."""
        return sum(1 for value in self.chosen.values() if value)
