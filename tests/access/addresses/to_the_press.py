"""Who gets what: press lists, mailings, and the press room that anybody reads."""

from tests.access.addresses.rules import ALL_HOMES, EVERYONE, THE_BOOK, Rule

SENDERS = "marketing director"  # those who write to the press
LOOKERS = "coo auditor"  # those who read what was written, and write to nobody

TABLE: dict[str, Rule] = {
    "pressroom:press_lists": Rule(ALL_HOMES),
    "pressroom:press_list_template": Rule(SENDERS),
    "pressroom:bounced": Rule(SENDERS),
    "pressroom:press_list": Rule(ALL_HOMES, args="press_list"),
    "pressroom:press_list_add": Rule(ALL_HOMES, forbidden=LOOKERS, args="press_list"),
    "pressroom:press_list_import": Rule(ALL_HOMES, forbidden=LOOKERS, args="press_list"),
    "pressroom:press_list_check": Rule(ALL_HOMES, 302, forbidden=LOOKERS, args="press_list"),
    "pressroom:press_list_close": Rule(EVERYONE, 405, args="press_list"),
    "pressroom:press_list_take_off": Rule(EVERYONE, 405, args="press_list subscriber"),
    "pressroom:subscriber": Rule(ALL_HOMES, args="subscriber"),
    "pressroom:subscriber_step no-more": Rule(ALL_HOMES, forbidden=LOOKERS, args="subscriber"),
    "pressroom:subscriber_step no-such-verb": Rule("", args="subscriber"),
    # A mailing is there for whoever may know of its release; under a matter the COO looks, and nobody sends.
    "pressroom:mailings": Rule(ALL_HOMES),
    "pressroom:mail_release": Rule(THE_BOOK, args="mailed"),
    "pressroom:mailing": Rule(THE_BOOK, args="mailing"),
    "pressroom:mailing_progress": Rule(THE_BOOK, args="mailing"),
    "pressroom:mailing_choose": Rule(THE_BOOK, forbidden=LOOKERS, args="mailing"),
    "pressroom:mailing_step stop": Rule(THE_BOOK, forbidden=LOOKERS, args="mailing"),
    "pressroom:mailing_step no-such-verb": Rule("", args="mailing"),
    "pressroom:no_more_releases": Rule(public=410, args="nobody token"),
    # The press room is closed unless an administrator opens it: tests/pressroom/test_public.py walks through it open.
    "press:robots": Rule(public=200),
    "press:news": Rule(public=404),
    "press:feed": Rule(public=404),
    "press:sitemap": Rule(public=404),
    "press:release": Rule(public=404, args="token"),
    "press:picture": Rule(public=404, args="token nobody token"),
}
