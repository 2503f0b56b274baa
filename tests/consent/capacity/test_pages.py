"""The pages: the order of the law in sight, plain words, nothing that says family may decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consent.capacity import actions, rules
from consent.capacity.models import CapacityAssessment
from consent.capacity.waiting import waiting_for
from consent.interests.models import BestInterestsDecision
from consent.people.models import Person
from consent.speaking.models import AdvanceStatement, Representative
from consent.stops import actions as stops
from consent.stops.models import Stop
from consent.stops.states import StopKind
from mediapolicy.people.models import User
from tests.consent import builders_capacity as build

pytestmark = [pytest.mark.django_db, pytest.mark.clause("IR-6")]
SignIn = Callable[[User], Client]


def the_page(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def send(client: Client, name: str, args: list[Any], given: dict[str, Any], status: int = 302) -> str:
    answer = client.post(reverse(name, args=args), {"read_version": "", **given})  # a form is never sent empty
    assert answer.status_code == status, answer.content.decode()[:4000]
    return answer.content.decode()


def a_day(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


START = {
    "purposes": [build.SOCIAL],
    "contents": ["photo"],
    "most_ident": "I1",
    "trigger": "staff_doubt",
    "doubt": "She did not know her own picture this week, which is new.",
}
HELP = {
    "first_at_1": "10:00",
    "first_where": "Garden room",
    "first_why": "After breakfast",
    "second_at_1": "10:30",
    "second_where": "Garden room",
    "second_why": "After breakfast again",
    "support": ["best_time", "easy_read"],
    "helped": ["best_time"],
}


def test_the_whole_way_by_its_pages(joan: Person, assessor: User, manager: User, signed_in: SignIn) -> None:
    nia = signed_in(assessor)
    send(nia, "consent:assess", [joan.pk], {**START, "until": a_day(90)})
    found = CapacityAssessment.objects.get()
    send(
        nia, "consent:assessment_part", [found.pk, "help"], {**HELP, "first_at_0": a_day(-5), "second_at_0": a_day(-2)}
    )
    told = {code.lower().replace("-", "_"): "part" for code in rules.INFORMATION}
    send(nia, "consent:assessment_part", [found.pk, "information"], told)
    abilities = dict.fromkeys(rules.ABILITIES, "yes") | {"can_weigh": "no", "can_weigh_shown": build.SAID}
    abilities["other_explanation"] = "No pressure was seen."
    send(nia, "consent:assessment_part", [found.pk, "abilities"], abilities)
    send(nia, "consent:assessment_step", [found.pk, "go-on"], {})
    cause = {"impairment": "yes", "impairment_words": "Dementia", "impairment_known_by": "diagnosed"}
    cause |= {"permanence": "permanent", "causal_link": build.LINK}
    send(nia, "consent:assessment_part", [found.pk, "cause"], cause)
    page = the_page(nia, "consent:assessment_part", found.pk, "outcome")
    assert 'value="lacks"' in page
    assert 'value="has"' not in page
    outcome = {"outcome": "lacks", "persons_words": "I like the cat", "preference": "unknown", "likely_to_regain": "no"}
    outcome |= {"told_on": a_day(0), "told_how": "In the garden room", "review_due": a_day(120)}
    send(nia, "consent:assessment_part", [found.pk, "outcome"], outcome)
    send(signed_in(manager), "consent:assessment_step", [found.pk, "countersign"], {"note": ""})
    found.refresh_from_db()
    assert (found.state, found.outcome, found.attempts[1]["where"]) == ("in force", "lacks", "Garden room")
    assert found.happened_at.date() == (timezone.now() - timedelta(days=2)).date()


def test_example_12_the_cause_is_on_no_page_before_the_abilities_are_saved(
    joan: Person, assessor: User, signed_in: SignIn
) -> None:
    nia = signed_in(assessor)
    found = build.begun(joan, by=assessor)
    for page in (
        the_page(nia, "consent:assessment", found.pk),
        *(the_page(nia, "consent:assessment_part", found.pk, one) for one in ("help", "information", "abilities")),
    ):
        assert "impairment" not in page
        assert "Look for the cause" not in page
    early = nia.get(reverse("consent:assessment_part", args=[found.pk, "cause"]))
    assert early.status_code == 422
    assert "Go on to the cause” is not possible yet" in early.content.decode()
    assert "impairment" not in early.content.decode()
    refused = nia.post(reverse("consent:assessment_part", args=[found.pk, "cause"]), {"impairment": "yes"})
    assert refused.status_code == 422
    found.refresh_from_db()
    assert found.impairment is None


def test_the_cause_written_once_is_hidden_again_when_it_was_sent_back(
    joan: Person, assessor: User, manager: User, signed_in: SignIn
) -> None:
    found = build.finished(joan, by=assessor)
    actions.send_back(found, by=manager, note="Say what helped.")
    assert "Alzheimer" not in the_page(signed_in(assessor), "consent:assessment", found.pk)


def test_the_outcome_waits_for_what_it_follows_from(joan: Person, assessor: User, signed_in: SignIn) -> None:
    nia = signed_in(assessor)
    found = build.looked_at(build.begun(joan, by=assessor), by=assessor)
    assert nia.get(reverse("consent:assessment_part", args=[found.pk, "outcome"])).status_code == 422
    actions.go_on_to_cause(found, by=assessor)
    assert nia.get(reverse("consent:assessment_part", args=[found.pk, "outcome"])).status_code == 422


def test_the_home_manager_reads_it_and_may_not_write_it(
    joan: Person, assessor: User, manager: User, signed_in: SignIn
) -> None:
    found = build.begun(joan, by=assessor)
    moira = signed_in(manager)
    assert "1. Help them to decide" in the_page(moira, "consent:assessment", found.pk)
    assert moira.get(reverse("consent:assessment_part", args=[found.pk, "help"])).status_code == 403


def test_v_m_08_the_warning_stands_where_it_is_countersigned(
    joan: Person, assessor: User, manager: User, home: Any, carer: User, signed_in: SignIn
) -> None:
    for who in (joan, build.a_resident(home, by=carer, name="Bert Hale")):
        found = build.looked_at(build.begun(who, by=assessor), by=assessor)
        actions.save_abilities(found, by=assessor, evidence={"can_weigh": build.SAID})
    actions.go_on_to_cause(found, by=assessor)
    actions.save_cause(found, by=assessor, impairment=False)
    actions.finish(found, by=assessor, **build.an_outcome("not_established"))
    page = the_page(signed_in(manager), "consent:assessment_step", found.pk, "countersign")
    assert "stands word for word in another assessment" in page


def test_late_entries_are_marked(joan: Person, assessor: User, manager: User, signed_in: SignIn) -> None:
    build.finished(joan, by=assessor, days_ago=5)
    assert "Written down late" in the_page(signed_in(manager), "consent:capacity", joan.pk)


def test_the_overview_shows_the_row_of_the_table(
    joan: Person, assessor: User, manager: User, signed_in: SignIn
) -> None:
    moira = signed_in(manager)
    assert "Row D1 of the table" in the_page(moira, "consent:capacity", joan.pk)
    build.somebody_speaks(joan, "next_of_kin", by=manager)
    build.found(joan, by=assessor, manager=manager)
    page = the_page(moira, "consent:capacity", joan.pk)
    assert "Row D11 of the table" in page
    assert "Is asked what Joan would want, and decides nothing." in page


def test_next_of_kin_are_asked_and_never_said_to_agree(joan: Person, manager: User, signed_in: SignIn) -> None:
    moira = signed_in(manager)
    who = build.somebody_speaks(joan, "next_of_kin", by=manager)
    page = the_page(moira, "consent:representative", who.pk)
    assert "Is asked: “What would Joan want?” Decides nothing." in page
    for name in ("papers", "refusal"):
        words = the_page(moira, "consent:representative_step", who.pk, name).lower()
        assert "consent of" not in words
        assert "may agree" not in words


def test_somebody_who_may_decide_by_its_pages(joan: Person, data_protection: User, signed_in: SignIn) -> None:
    owen = signed_in(data_protection)
    send(owen, "consent:record_representative", [joan.pk], {"kind": "lpa_welfare", "name": "Carol Ashby"})
    who = Representative.objects.get()
    papers = {
        "identity_seen": "Passport",
        "evidence": "original",
        "instrument": "7000-1",
        "register_says": "registered",
    }
    papers |= {"registered_on": "04/03/2024", "appointment": "jointly", "co_attorneys": "Peter Ashby\n"}
    papers |= {"covers_media": "yes", "covers_because": "All matters of welfare."}
    send(owen, "consent:representative_step", [who.pk, "papers"], papers)
    send(owen, "consent:representative_step", [who.pk, "check"], {"note": ""})
    who.refresh_from_db()
    assert (who.may_decide, who.co_attorneys) == (True, ["Peter Ashby"])
    send(owen, "consent:representative_step", [who.pk, "refusal"], {"purposes": ["P07"], "words": "No."})
    send(owen, "consent:representative_step", [who.pk, "contact"], {"phone": "01632 960 117"})
    send(owen, "consent:representative_step", [who.pk, "end"], {"note": "Revoked."})
    who.refresh_from_db()
    assert (who.state, who.refuses, who.phone) == ("ended", ["P07"], "01632 960 117")


def test_papers_that_lack_something_are_refused_with_what_is_missing(
    joan: Person, manager: User, signed_in: SignIn
) -> None:
    who = build.somebody_speaks(joan, "lpa_welfare", by=manager)
    moira = signed_in(manager)
    assert "Before they can be relied on" in the_page(moira, "consent:representative", who.pk)
    answer = moira.post(reverse("consent:representative_step", args=[who.pk, "check"]), {"note": ""})
    assert answer.status_code == 422
    assert "It must be registered" in answer.content.decode()


def test_a_wish_and_an_advocate_by_their_pages(joan: Person, manager: User, signed_in: SignIn) -> None:
    moira = signed_in(manager)
    wish = {"wish": "no_social", "words": "Not on the computer.", "able_then": "yes", "made_on": a_day(-30)}
    send(moira, "consent:keep_wish", [joan.pk], wish)
    kept = AdvanceStatement.objects.get()
    assert Stop.objects.get().found_in == kept.reference
    send(moira, "consent:take_wish_back", [kept.pk], {"note": "She said so on Monday."})
    page = the_page(moira, "consent:ask_for_advocate", joan.pk)
    assert "appoint an IMCA" not in page
    assert "can’t appoint one" in page
    asked = {"kind": "care_act", "asked_of": "The council", "reason": "She has nobody."}
    send(moira, "consent:ask_for_advocate", [joan.pk], asked)
    send(moira, "consent:note_advocate", [joan.advocacyrequests.get().pk], {"words": "They will come."})
    assert "They will come." in the_page(moira, "consent:capacity", joan.pk)


def test_a_decision_by_its_pages(
    joan: Person, assessor: User, manager: User, safeguarding: User, signed_in: SignIn
) -> None:
    unable = build.found(joan, by=assessor, manager=manager, scope=build.a_scope(build.FAMILY))
    moira = signed_in(manager)
    send(moira, "consent:prepare_decision", [joan.pk], {"assessment": unable.pk, "purposes": [build.FAMILY]})
    decision = BestInterestsDecision.objects.get()
    them = {"not_on_appearance": "on", "circumstances": "x" * 61, "regain_likely": "no", "can_wait": "no"}
    them |= {"participation": "She smiled.", "present_wishes": "Likes it.", "objects_now": "no"}
    them |= {"past_wishes": "Sent pictures.", "wished_against": "no", "beliefs": "Church."}
    send(moira, "consent:decision_part", [decision.pk, "them"], them)
    for name in ("Carol Ashby", "Peter Ashby"):
        asked = {"name": name, "category": "carer", "view": "supports", "words": "She would.", "conflicts": "The home."}
        send(moira, "consent:decision_part", [decision.pk, "people"], {**asked, "another": "1"})
    assert "Take Peter Ashby off the list" in the_page(moira, "consent:decision_part", decision.pk, "people")
    stale = str(BestInterestsDecision.objects.get().version - 1)
    send(moira, "consent:take_out_consultee", [decision.pk], {"place": "1", "read_version": stale}, status=409)
    send(moira, "consent:take_out_consultee", [decision.pk], {"place": "1"})
    send(signed_in(assessor), "consent:take_out_consultee", [decision.pk], {"place": "0"}, status=403)
    send(moira, "consent:take_out_consultee", [decision.pk], {"place": "x"}, status=404)
    decision.refresh_from_db()
    assert [one["name"] for one in decision.consultees] == ["Carol Ashby"]
    options = {f"{one}_{what}": "y" for one in ("proposed", "less", "nothing") for what in ("benefits", "burdens")}
    send(moira, "consent:decision_part", [decision.pk, "options"], {**options, "less_restrictive": "on"})
    assert "Before you can decide" in the_page(moira, "consent:decision", decision.pk)
    last = {"decided": "use_family", "basis_note": "6(1)(f)", "informed": "All.", "review_due": a_day(100)}
    send(moira, "consent:decision_part", [decision.pk, "decision"], last)
    assert "Before you can decide" not in the_page(moira, "consent:decision", decision.pk)
    send(moira, "consent:decision_step", [decision.pk, "decide"], {})
    send(moira, "consent:take_out_consultee", [decision.pk], {"place": "0"}, status=409)  # it is decided
    send(signed_in(safeguarding), "consent:decision_step", [decision.pk, "second-signature"], {"note": ""})
    decision.refresh_from_db()
    assert (decision.state, [one["name"] for one in decision.consultees]) == (
        "in force",
        ["Carol Ashby"],
    )


def test_the_coo_sees_of_an_exception_the_item_and_its_safeguards_alone(
    joan: Person, assessor: User, manager: User, safeguarding: User, coo: User, founder: User, signed_in: SignIn
) -> None:
    from mediapolicy.organisation.actions import change_setting
    from tests.consent.interests.test_how_it_ends import FACTS

    change_setting("public_exception", 1, by=founder)
    build.somebody_speaks(joan, by=manager)
    unable = build.found(joan, by=assessor, manager=manager)
    due = timezone.localdate() + timedelta(days=80)
    item = {"exception_item": "Joan sings", "exception_facts": FACTS, "review_due": due, "purposes": (build.SOCIAL,)}
    decision = build.decided(unable, "one_item", manager=manager, second=safeguarding, **item)
    helen = signed_in(coo)
    assert [one.url for one in waiting_for(coo)] == [decision.get_absolute_url()]
    for page in (
        the_page(helen, "consent:decision", decision.pk),
        the_page(helen, "consent:decision_step", decision.pk, "allow"),
    ):
        assert "Joan sings" in page
        assert decision.circumstances not in page
        assert decision.present_wishes not in page
        assert unable.reference not in page
    send(helen, "consent:decision_step", [decision.pk, "allow"], {})
    assert waiting_for(coo) == []


def test_what_waits_stands_on_my_work(
    joan: Person, assessor: User, manager: User, safeguarding: User, signed_in: SignIn
) -> None:
    found = build.finished(joan, by=assessor)
    assert "Countersign the assessment of Joan Ashby" in signed_in(manager).get("/").content.decode()
    actions.countersign(found, by=manager)
    decision = build.interests.prepare(found, (build.SOCIAL,), by=manager)
    build.filled(decision, by=manager, decided="do_not_use")
    build.interests.decide(decision, by=manager)
    assert "Sign second: what is best for Joan Ashby" in signed_in(safeguarding).get("/").content.decode()
    assert "Sign second" not in signed_in(manager).get("/").content.decode()


def test_an_address_that_is_no_part_and_no_step_is_nothing(
    joan: Person, assessor: User, manager: User, signed_in: SignIn
) -> None:
    nia = signed_in(assessor)
    found = build.begun(joan, by=assessor)
    assert nia.get(reverse("consent:assessment_part", args=[found.pk, "whatever"])).status_code == 404
    assert nia.get(reverse("consent:assessment_step", args=[found.pk, "whatever"])).status_code == 404


def test_a_doubt_waits_for_the_assessor_until_somebody_begins(
    signed_in: SignIn, joan: Person, assessor: User, carer: User, manager: User
) -> None:
    stops.place(StopKind.CAPACITY_DOUBT, joan, "She asked twice what the website is.", by=carer)
    title = f"Assess whether this person can decide: {joan.name}"
    assert title in [one.title for one in waiting_for(assessor)]
    assert title not in [one.title for one in waiting_for(manager)]
    page = signed_in(assessor).get(f"/consent/people/{joan.pk}/capacity/").content.decode()
    assert "Nobody has assessed it yet" in page
    assert "Nobody has had a reason to doubt it" not in page
    build.begun(joan, by=assessor)
    assert title not in [one.title for one in waiting_for(assessor)]
