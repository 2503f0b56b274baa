"""Who is appointed to what, by whom, and when it ends."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from mediapolicy.people import actions
from mediapolicy.people.models import Appointment, Home, User
from mediapolicy.permissions import may
from mediapolicy.refusals import Missing, Refused, WrongState
from mediapolicy.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.clause("CRM-1")]
SignedIn = Callable[[User], Client]


def test_an_appointment_gives_the_role_there_and_nowhere_else(
    stranger: User, home: Home, other_home: Home, founder: User
) -> None:
    appointment = actions.appoint(stranger, Role.HOME_MANAGER, home, by=founder)
    assert stranger.groups.filter(name=f"home_manager@{home.pk}").exists()
    assert may(stranger, "open_enquiry")
    assert not stranger.groups.filter(name__contains=str(other_home.pk)).exists()
    row = appointment.history.get()
    assert (row.verb, row.clause, row.history_user) == ("appoint", "CRM-1", founder)


def test_nobody_appoints_themselves_not_even_an_administrator(administrator: User) -> None:
    with pytest.raises(Refused, match="Nobody changes their own roles"):
        actions.appoint(administrator, Role.COO, by=administrator)
    assert not may(administrator, "handle_matter")


def test_nobody_ends_their_own_appointment_or_records_their_own_leaving(administrator: User) -> None:
    with pytest.raises(Refused):
        actions.end_appointment(administrator.appointments.get(), by=administrator)
    with pytest.raises(Refused):
        actions.leave(administrator, by=administrator)


@pytest.mark.parametrize("who", ["carer", "manager", "marketing", "director", "coo", "auditor", "stranger"])
def test_only_an_administrator_appoints(
    who: str, request: pytest.FixtureRequest, home: Home, other_manager: User
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(Refused):
        actions.appoint(other_manager, Role.STAFF, home, by=by)
    with pytest.raises(Refused):
        actions.end_appointment(other_manager.appointments.get(), by=by)
    with pytest.raises(Refused):
        actions.leave(other_manager, by=by)
    with pytest.raises(Refused):
        actions.join(email="new@larkfield.example", name="New", by=by)


def test_a_role_has_its_place(stranger: User, home: Home, founder: User) -> None:
    for role, place in ((Role.STAFF, None), (Role.DIRECTOR, home)):
        with pytest.raises(Missing):
            actions.appoint(stranger, role, place, by=founder)


def test_no_role_is_held_twice_or_at_a_closed_home_or_by_a_leaver(
    carer: User, stranger: User, home: Home, other_home: Home, founder: User
) -> None:
    with pytest.raises(Missing, match="already"):
        actions.appoint(carer, Role.STAFF, home, by=founder)
    actions.close_home(other_home, by=founder)
    with pytest.raises(Missing, match="closed"):
        actions.appoint(stranger, Role.STAFF, other_home, by=founder)
    actions.leave(stranger, by=founder)
    with pytest.raises(Missing, match="has left"):
        actions.appoint(stranger, Role.DIRECTOR, by=founder)


def test_an_ended_appointment_takes_its_powers_at_once(carer: User, home: Home, founder: User) -> None:
    appointment = carer.appointments.get()
    assert may(carer, "log_enquiry")
    actions.end_appointment(appointment, by=founder)
    assert not may(User.objects.get(pk=carer.pk), "log_enquiry")
    assert appointment.ended_at is not None
    with pytest.raises(WrongState):
        actions.end_appointment(appointment, by=founder)
    assert actions.appoint(carer, Role.STAFF, home, by=founder).state == "held"


def test_a_leaver_holds_nothing_and_keeps_their_history(director: User, founder: User) -> None:
    actions.leave(director, by=founder, note="Retired.")
    director.refresh_from_db()
    assert not director.is_active
    assert not director.appointments.held().exists()
    assert not director.groups.exists()
    assert director.history.first().note == "Retired."


def test_a_home_closes_when_nobody_holds_a_role_there(carer: User, home: Home, founder: User) -> None:
    with pytest.raises(Missing, match="1 person still holds"):
        actions.close_home(home, by=founder)
    actions.leave(carer, by=founder)
    actions.close_home(home, by=founder)
    assert home.state == "closed"


def test_an_address_belongs_to_one_person(carer: User, manager: User, founder: User) -> None:
    with pytest.raises(ValidationError, match="already"):
        actions.join(email=carer.email.upper(), name="Twin", by=founder)
    with pytest.raises(ValidationError, match="already"):
        actions.change_details(manager, name="Moira", email=carer.email, phone="", by=founder)


def test_details_changed_meanwhile_are_not_written_over(
    signed_in: SignedIn, administrator: User, carer: User, founder: User
) -> None:
    client, old = signed_in(administrator), {"read_version": str(carer.version)}
    actions.change_details(carer, name="Jo Pettifer-Hale", email=carer.email, phone="", by=founder)
    answer = client.post(f"/people/{carer.pk}/change/", {"name": "Joe", "email": carer.email, **old})
    assert answer.status_code == 409
    carer.refresh_from_db()
    assert carer.name == "Jo Pettifer-Hale"


def test_the_pages_carry_the_steps(signed_in: SignedIn, administrator: User, stranger: User, home: Home) -> None:
    client = signed_in(administrator)
    page = f"/people/{stranger.pk}/"
    wrong = client.post(f"{page}appoint/", {"role": "staff", "home": ""})
    assert (wrong.status_code, "Choose the home" in wrong.content.decode()) == (422, True)
    assert client.post(f"{page}appoint/", {"role": "staff", "home": str(home.pk)})["Location"] == page
    appointment = Appointment.objects.get(person=stranger)
    shown = client.get(page).content.decode()
    assert "Staff at Brindle Court" in shown
    assert "Appointed: Staff at Brindle Court" in shown
    assert client.post(f"/people/appointments/{appointment.pk}/end/")["Location"] == page
    assert client.post(f"{page}invite/")["Location"] == page
    assert stranger.invitations.count() == 1
    assert "can’t sign in again" in client.get(f"{page}leave/").content.decode()
    assert client.post(f"{page}leave/", {"note": ""})["Location"] == page
    assert "Has left" in client.get(page).content.decode()
    assert client.get(f"{page}leave/").status_code == 404


def test_ones_own_page_offers_no_role_and_no_leaving(signed_in: SignedIn, administrator: User) -> None:
    shown = signed_in(administrator).get(f"/people/{administrator.pk}/").content.decode()
    assert "Nobody changes their own roles" in shown
    assert "/leave/" not in shown
    assert "/end/" not in shown


# Coming back --------------------------------------------------------------------------------------------------------


def test_somebody_who_left_comes_back_to_the_same_account_without_roles_or_password(
    carer: User, founder: User, administrator: User, home: Home, signed_in: SignedIn
) -> None:
    actions.change_password(carer, "lantern biscuit anvil", by=carer)
    old = signed_in(carer)
    actions.leave(carer, by=founder)
    desk = signed_in(administrator)
    page = desk.get(f"/people/{carer.pk}/").content.decode()
    assert "Invite them again" in page
    answer = desk.post(f"/people/{carer.pk}/join-again/", {"form_key": str(uuid.uuid4())}, follow=True)
    assert "works here again" in answer.content.decode()
    back = User.objects.get(email=carer.email)
    assert (back.pk, back.is_active, back.state) == (carer.pk, True, "here")
    assert not back.has_usable_password()
    assert not back.appointments.held().exists()
    assert back.invitations.get().is_open
    assert old.get("/me/").status_code == 302, "a session of before does not wake up"
    rows = back.history.order_by("-history_id")[:2]  # type: ignore[attr-defined]
    assert [(row.verb, row.clause, row.history_user) for row in rows] == [
        ("invite", "CRM-1", administrator),
        ("join again", "CRM-1", administrator),
    ]
    assert "Invite them again" not in desk.get(f"/people/{carer.pk}/").content.decode()
    actions.appoint(back, Role.STAFF, home, by=founder)


def test_who_is_here_cannot_join_again_and_a_second_press_changes_nothing(carer: User, founder: User) -> None:
    with pytest.raises(WrongState):
        actions.join_again(carer, by=founder)
    actions.leave(carer, by=founder)
    actions.join_again(carer, by=founder)
    with pytest.raises(WrongState):
        actions.join_again(carer, by=founder)
    assert carer.invitations.count() == 1


@pytest.mark.parametrize("who", ["manager", "marketing", "director", "coo", "auditor"])
def test_only_an_administrator_lets_somebody_come_back(
    who: str, carer: User, founder: User, request: pytest.FixtureRequest, signed_in: SignedIn
) -> None:
    actions.leave(carer, by=founder)
    by = request.getfixturevalue(who)
    with pytest.raises(Refused):
        actions.join_again(carer, by=by)
    assert signed_in(by).post(f"/people/{carer.pk}/join-again/").status_code == 404
