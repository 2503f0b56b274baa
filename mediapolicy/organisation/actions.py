"""What administrators do about the organisation: one function per verb."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from mediapolicy.organisation import states
from mediapolicy.organisation.models import BankHoliday, OnCall, Organisation, OrganisationSetting
from mediapolicy.people.actions import in_words
from mediapolicy.people.models import User
from mediapolicy.policy.tables import all_settings
from mediapolicy.transitions import making, part_of_form, starting


def name_organisation(name: str, *, by: User) -> Organisation:
    """Name the organisation, once, when the product first starts (DC-1)."""
    return starting(states.NAME_ORGANISATION, Organisation(name=name.strip()), by=by)


def rename_organisation(organisation: Organisation, name: str, *, by: User) -> None:
    """Change the organisation's name (DC-1)."""
    with making(states.RENAME_ORGANISATION, organisation, by=by):
        organisation.name = name.strip()


def setting(key: str) -> int:
    """The value of a setting now: what an administrator chose, else its safe default. Raises KeyError if undeclared."""
    return settings_now(key)[key]


def settings_now(*keys: str) -> dict[str, int]:
    """Several settings in one statement. Raises KeyError if one is undeclared."""
    declared = {key: all_settings()[key].default for key in keys}
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, value FROM mediapolicy_organisationsetting WHERE key = any(%s)", [list(keys)])
        return declared | dict(cursor.fetchall())


@transaction.atomic
def change_setting(key: str, value: int, *, by: User) -> None:
    """Choose another value for a setting; old and new stand in history (BR-2). No change writes nothing."""
    try:
        value = all_settings()[key].clean(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    was = setting(key)
    if was == value:
        return
    chosen = OrganisationSetting.objects.filter(key=key).first()
    if chosen is None:
        with in_words("Somebody changed this setting at the same moment. Try again."), part_of_form(key):
            first = OrganisationSetting(key=key, value=value, value_before=was)
            starting(states.SET_FIRST, first, by=by, note=all_settings()[key].words)
        return
    with making(states.CHANGE_SETTING, chosen, by=by, note=all_settings()[key].words):
        chosen.value = value


def put_on_call(person: User, starts_at: datetime, ends_at: datetime, *, by: User) -> OnCall:
    """Give somebody a turn on the out-of-hours rota (ME-1b)."""
    return starting(states.PUT_ON_CALL, OnCall(person=person, starts_at=starts_at, ends_at=ends_at), by=by)


def take_off_call(turn: OnCall, *, by: User) -> None:
    """Take a turn out of the rota (ME-1b)."""
    with making(states.TAKE_OFF_CALL, turn, by=by):
        pass


def add_holiday(day: date, nation: str, name: str, is_worked: bool, *, by: User) -> BankHoliday:
    """Add a day on which nobody works, or say that a listed holiday is worked (BR-2)."""
    holiday = BankHoliday(day=day, nation=nation, name=name.strip(), is_worked=is_worked)
    with in_words("There is an entry for this day and nation already. Take it out first."):
        return starting(states.ADD_HOLIDAY, holiday, by=by)


def take_out_holiday(holiday: BankHoliday, *, by: User) -> None:
    """Take such a day out again (BR-2)."""
    with making(states.TAKE_OUT_HOLIDAY, holiday, by=by):
        pass
