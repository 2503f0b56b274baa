"""Who may do what: each role of the policy and the permissions it carries. Synchronised after every migration.

A role is held at a home or for the whole organisation. guardian carries it: one group per role and home holds the
role's permissions on that Home; a role held for the organisation holds them everywhere.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class RoleText:
    """A role's name on screen, where it is held, and its permissions."""

    label: str
    at_a_home: bool
    permissions: frozenset[str]
    given_by_the_coo: bool = False  # for a time, by an action of its own; administrators don't appoint to it


EVERYONE = frozenset({"log_enquiry", "send_idea", "log_police_request"})
HELP_THE_POLICE = frozenset({"open_police_request", "prepare_police_request"})
DECIDE_FOR_THE_POLICE = HELP_THE_POLICE | {"agree_police_response"}
SEE_PRESS_WORK = frozenset({"open_enquiry", "open_statement", "open_release"})
# Whether somebody may be shown: the answer and its conditions, never the reasons (rules 4.9).
SEE_THE_ANSWER = frozenset({"see_answer", "withdraw_consent"})
TAKE_CONSENT = SEE_THE_ANSWER | {"keep_person", "open_consent", "take_consent", "raise_concern", "keep_picture"}
SEE_CAPACITY = SEE_THE_ANSWER | {"open_consent", "open_capacity", "see_compliance"}
GUARD_PEOPLE = SEE_CAPACITY | {"place_stop", "sign_best_interests_second", "raise_concern"}
SHOW_PEOPLE = SEE_THE_ANSWER | {"keep_picture", "release_picture", "keep_showing", "see_compliance"}
PREPARE_VISITS = frozenset({"open_visit", "draft_visit", "send_visit"})
ANSWER_THE_PRESS = (
    SEE_PRESS_WORK
    | PREPARE_VISITS
    | {
        "open_contacts",
        "note_enquiry",
        "take_up_enquiry",
        "answer_enquiry",
        "merge_enquiry",
        "draft_statement",
        "ask_for_sign_off",
        "release_statement",
        "draft_release",
        "release_release",
        "approve_on",
        "open_press_list",
    }
)
# Only a Director or the Marketing Manager compiles, edits and releases a press release (PR-4a).
WRITE_RELEASES = frozenset({"sign_off_release", "answer_idea", "keep_press_details", "keep_press_list", "mail_release"})


class Role(Enum):
    """The roles that OPSR102 names, and the three that keep watch."""

    STAFF = RoleText("Staff", True, EVERYONE | TAKE_CONSENT | {"keep_herbert_form"})
    HOME_MANAGER = RoleText(
        "Home Manager",
        True,
        EVERYONE
        | SEE_PRESS_WORK
        | TAKE_CONSENT
        | SEE_CAPACITY
        | PREPARE_VISITS
        | HELP_THE_POLICE
        | {
            "keep_herbert_form",
            "pass_on_enquiry",
            "note_enquiry",
            "sign_off_consent",
            "countersign_assessment",
            "decide_best_interests",
            "keep_representative",
            "place_stop",
            "release_picture",
            "keep_showing",
        },
    )
    CAPACITY_ASSESSOR = RoleText(
        "Capacity Assessor", True, EVERYONE | SEE_CAPACITY | {"raise_concern", "assess_capacity"}
    )
    MARKETING_MANAGER = RoleText("Marketing Manager", False, EVERYONE | ANSWER_THE_PRESS | WRITE_RELEASES | SHOW_PEOPLE)
    DIRECTOR = RoleText(
        "Director",
        False,
        EVERYONE
        | ANSWER_THE_PRESS
        | WRITE_RELEASES
        | SEE_THE_ANSWER
        | {"sign_off", "sign_off_statement", "approve_visit", "see_compliance"},
    )
    COO = RoleText(
        "Chief Operating Officer",
        False,
        EVERYONE
        | ANSWER_THE_PRESS
        | SEE_THE_ANSWER
        | DECIDE_FOR_THE_POLICE
        | {"sign_off", "sign_off_matter", "handle_matter", "see_compliance", "allow_exception", "keep_showing"},
    )
    # CC-2 says "only": this role is held by nobody unless the organisation allows it and the COO appoints them (ruling 21).
    COO_STAND_IN = RoleText(
        "Stand-in for the Chief Operating Officer",
        False,
        EVERYONE
        | ANSWER_THE_PRESS
        | SEE_THE_ANSWER
        | DECIDE_FOR_THE_POLICE
        | {"sign_off", "sign_off_matter", "handle_matter", "keep_showing"},
        given_by_the_coo=True,
    )
    DATA_PROTECTION_LEAD = RoleText(
        "Data Protection Lead",
        False,
        EVERYONE
        | GUARD_PEOPLE
        | HELP_THE_POLICE
        | {"keep_person", "keep_representative", "void_consent", "check_police_basis"},
    )
    SAFEGUARDING_LEAD = RoleText(
        "Safeguarding Lead",
        False,
        EVERYONE
        | GUARD_PEOPLE
        | HELP_THE_POLICE
        | {"clear_safeguarding", "view_police_safeguarding", "open_visit", "give_safeguarding_view"},
    )
    AUDITOR = RoleText(
        "Auditor",
        False,
        SEE_PRESS_WORK
        | SEE_CAPACITY - {"withdraw_consent"}
        | {"open_contacts", "open_press_list", "open_visit", "review_history", "read_words"},
    )
    ADMINISTRATOR = RoleText(
        "Administrator", False, EVERYONE | {"appoint_person", "run_organisation", "review_history", "break_glass"}
    )

    @property
    def label(self) -> str:
        """The role as people say it."""
        return self.value.label

    @property
    def at_a_home(self) -> bool:
        """Whether it is held at one home (else for the whole organisation)."""
        return self.value.at_a_home

    @property
    def permissions(self) -> frozenset[str]:
        """What the role may do, where it is held."""
        return self.value.permissions

    @property
    def code(self) -> str:
        """The role as it stands in the database and in group names."""
        return self.name.lower()

    @classmethod
    def of(cls, code: str) -> "Role":
        """The role with this code. Raises KeyError for any other."""
        return cls[code.upper()]


ROLE_CHOICES = [(role.code, role.label) for role in Role]
APPOINTED_BY_ADMINISTRATORS = [(role.code, role.label) for role in Role if not role.value.given_by_the_coo]


def who_may(permission: str) -> str:
    """The roles that may, in words: "a Director or the Marketing Manager". Empty when it is nobody's by role."""
    names = [role.label for role in Role if permission in role.permissions and not role.value.given_by_the_coo]
    if not names:
        return ""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
