"""Roles as the policy has them: carried by guardian's groups, checked against the tables, in force at once."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from guardian.shortcuts import get_group_perms, get_objects_for_user

from mediapolicy import checks
from mediapolicy.clauses import Clause
from mediapolicy.people import actions as people
from mediapolicy.people.models import Appointment, Home, User
from mediapolicy.people.standing import standing_of
from mediapolicy.people.synchronise import group_of, synchronise_roles
from mediapolicy.permissions import may
from mediapolicy.policy.tables import all_powers
from mediapolicy.roles import Role, who_may
from mediapolicy.transitions import Transition

pytestmark = pytest.mark.django_db


def fresh(person: User) -> User:
    """The person as the next request has them."""
    return User.objects.get(pk=person.pk)


# Synchronised ----------------------------------------------------------------------------------------------------


@pytest.mark.clause("CRM-1")
def test_each_role_of_the_organisation_has_a_group_with_exactly_its_permissions(role_groups: list[Group]) -> None:
    held = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in role_groups}
    for role in Role:
        if not role.at_a_home:
            assert held[role.code] == role.permissions


@pytest.mark.clause("CRM-1")
@pytest.mark.parametrize("role", [role for role in Role if role.at_a_home])
def test_a_role_at_a_home_carries_its_permissions_there_and_nowhere_else(
    role: Role, home: Home, other_home: Home
) -> None:
    group = group_of(role, home)
    assert set(get_group_perms(group, home)) == role.permissions
    assert not get_group_perms(group, other_home)
    assert not group.permissions.exists()


def test_what_the_table_no_longer_says_is_taken_away_and_what_is_missing_comes_back(manager: User, home: Home) -> None:
    everywhere, at_home = Group.objects.get(name="auditor"), group_of(Role.HOME_MANAGER, home)
    answering = Permission.objects.get(codename="answer_enquiry")
    everywhere.permissions.set([answering])
    from guardian.shortcuts import assign_perm, remove_perm

    assign_perm("mediapolicy.answer_enquiry", at_home, home)
    remove_perm("mediapolicy.pass_on_enquiry", at_home, home)
    assert may(fresh(manager), "answer_enquiry")
    synchronise_roles()
    assert set(everywhere.permissions.values_list("codename", flat=True)) == Role.AUDITOR.permissions
    assert set(get_group_perms(at_home, home)) == Role.HOME_MANAGER.permissions
    assert not may(fresh(manager), "answer_enquiry")


def test_guardian_and_the_product_answer_alike(
    carer: User, manager: User, other_manager: User, home: Home, other_home: Home
) -> None:
    for person in (carer, manager, other_manager):
        for codename in all_powers():
            theirs = set(get_objects_for_user(person, f"mediapolicy.{codename}", Home))
            assert theirs == {one for one in (home, other_home) if standing_of(person).holds(codename, one.pk)}


def test_nobody_is_a_superuser_and_the_clock_is_one_and_cannot_sign_in(founder: User) -> None:
    synchronise_roles()
    clock = User.objects.get(is_system=True)
    assert not clock.has_usable_password()
    assert not User.objects.filter(is_superuser=True).exists()


# Checked ---------------------------------------------------------------------------------------------------------


def wrong(monkeypatch: pytest.MonkeyPatch, name: str, value: Any) -> set[str]:
    assert checks.permissions_exist() == []
    monkeypatch.setattr(checks, name, value)
    return {str(problem.id) for problem in checks.permissions_exist()}


def test_a_role_with_a_permission_that_no_table_declares_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = [*Role, SimpleNamespace(label="Odd", permissions=frozenset({"fly"}))]
    assert wrong(monkeypatch, "Role", odd) == {"mediapolicy.E001"}


def test_a_step_with_a_permission_that_no_table_declares_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    step = Transition(verb="fly", sources=frozenset(), target="up", permission="fly", clause=Clause.ME_1)
    assert wrong(monkeypatch, "all_transitions", lambda: [("people", step)]) == {"mediapolicy.E002"}


def test_a_permission_that_nobody_holds_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = {**all_powers(), "fly": "Fly"}
    assert wrong(monkeypatch, "all_powers", lambda: declared) == {"mediapolicy.E003"}


# In force at once ------------------------------------------------------------------------------------------------


@pytest.mark.clause("CRM-1")
def test_an_appointment_and_its_end_count_from_the_next_question_on(stranger: User, administrator: User) -> None:
    assert not may(stranger, "open_enquiry")
    people.appoint(stranger, Role.MARKETING_MANAGER, by=administrator)
    assert may(stranger, "open_enquiry")
    assert may(fresh(stranger), "open_enquiry")
    people.end_appointment(Appointment.objects.get(person=stranger), by=administrator)
    assert not may(fresh(stranger), "open_enquiry")


@pytest.mark.clause("CRM-1")
def test_whoever_is_not_active_may_nothing_not_even_what_everybody_may(
    director: User, administrator: User, founder: User
) -> None:
    person = fresh(director)
    people.leave(person, by=administrator)
    for copy in (person, fresh(director)):
        for permission in [*all_powers(), "sign_in", "act_by_the_clock"]:
            assert not may(copy, permission), permission
    clock = User.objects.the_clock()
    clock.is_active = False
    assert not may(clock, "act_by_the_clock")


@pytest.mark.clause("CRM-1")
def test_two_roles_are_two_and_one_ends_alone(
    appoint: Callable[..., User], home: Home, other_home: Home, administrator: User
) -> None:
    person = appoint("Two Hats", Role.HOME_MANAGER, home)
    people.appoint(person, Role.HOME_MANAGER, other_home, by=administrator)
    assert standing_of(person).homes_with("pass_on_enquiry") == {home.pk, other_home.pk}
    people.end_appointment(Appointment.objects.get(person=person, home=home), by=administrator)
    assert standing_of(fresh(person)).homes_with("pass_on_enquiry") == {other_home.pk}


# As the policy names them ----------------------------------------------------------------------------------------


@pytest.mark.clause("MS-2")
@pytest.mark.clause("CC-2")
@pytest.mark.clause("ME-1c")
@pytest.mark.clause("IR-3")
def test_the_powers_that_matter_most_are_whose_the_policy_says() -> None:
    whose = {power: {role for role in Role if power in role.permissions} for power in all_powers()}
    assert whose["sign_off_statement"] == {Role.DIRECTOR}
    assert whose["approve_visit"] == {Role.DIRECTOR}
    assert whose["give_safeguarding_view"] == {Role.SAFEGUARDING_LEAD}
    assert whose["sign_off_matter"] == whose["handle_matter"] == {Role.COO, Role.COO_STAND_IN}
    assert whose["pass_on_enquiry"] == {Role.HOME_MANAGER}
    assert whose["take_up_enquiry"] == {Role.MARKETING_MANAGER, Role.DIRECTOR, Role.COO, Role.COO_STAND_IN}
    assert whose["appoint_person"] == whose["run_organisation"] == {Role.ADMINISTRATOR}
    # Whoever publishes, signs or decides what is said sees whether somebody may be shown, and never why (rules 4.9).
    reasons = {"open_consent", "open_capacity", "assess_capacity", "decide_best_interests", "place_stop"}
    for role in (Role.MARKETING_MANAGER, Role.DIRECTOR, Role.COO, Role.ADMINISTRATOR):
        assert not role.permissions & reasons
    assert whose["sign_off_consent"] == whose["countersign_assessment"] == {Role.HOME_MANAGER}
    assert whose["assess_capacity"] == {Role.CAPACITY_ASSESSOR}
    assert whose["clear_safeguarding"] == {Role.SAFEGUARDING_LEAD}
    assert not Role.ADMINISTRATOR.permissions & {
        *("open_enquiry", "open_statement", "open_release", "read_words", "open_contacts"),
    }
    # PR-4a: a Director or the Marketing Manager alone; a sign-off of either kind is read by the same people.
    assert whose["sign_off_release"] == whose["answer_idea"] == {Role.MARKETING_MANAGER, Role.DIRECTOR}
    assert whose["open_release"] == whose["open_statement"]
    reading = {
        "open_enquiry",
        "open_statement",
        "open_release",
        "open_contacts",
        "open_press_list",
        "open_visit",
        "review_history",
        "read_words",
    }
    reading |= {"see_answer", "see_compliance", "open_consent", "open_capacity"}
    assert Role.AUDITOR.permissions <= reading


def test_who_may_is_said_in_words() -> None:
    assert who_may("sign_off_statement") == "Director"
    assert who_may("take_up_enquiry") == "Marketing Manager, Director or Chief Operating Officer"
    assert who_may("fly") == ""
