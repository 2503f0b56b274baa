"""Words the product shows or sends, as they stand before an administrator changes them.

They belong to the policy version: a new version may carry new words, and these are only where it starts.
The letters (`acknowledge`, `decline`) are filled in with {name}, {reference}, {organisation} and
{responsible}, the last a person's name or a role ("the Marketing Manager").
"""

DEFAULT_SCRIPTS: dict[str, str] = {
    "say_to_press": "No comment. I'll pass your details to the right person straight away.",
    "say_nothing_more": "That is all you need to say: you don't have to explain or answer any questions.",
    "say_to_police": (
        "We want to help. I can't give out anything on the phone: may I have your name, your force and a number? "
        "Somebody rings you back through 101."
    ),
    "do_and_dont": (
        'Do stay calm and polite, say "no comment", and say you will pass on their details.\n'
        "Do ask for their name, who they work for and how to reach them.\n"
        "Do tell your Home Manager straight away, or the on-call Director if you can't.\n"
        "Don't let them in, and don't say who lives or works here.\n"
        "Don't guess, argue or chat: anything you say may be used."
    ),
    "safe_concern": (
        "You can always raise a concern about care or wrongdoing, and this policy never stops you. "
        "You can tell your manager or a Director, or go straight to the Care Quality Commission (CQC), "
        "the local authority or a whistleblowing helpline. "
        "If someone is in danger now, call 999."
    ),
    "acknowledge": (
        "Dear {name},\n\n"
        "Thank you for contacting {organisation}. We have received your enquiry, and our reference for it "
        "is {reference}. It is now with {responsible}.\n\n"
        "We can't say yet whether we will be able to comment. To protect everyone's privacy we never "
        "discuss individuals, and this letter doesn't confirm that any person lives or works with us, "
        "or that any event took place.\n\n"
        "If you write to us again, please give the reference.\n\n"
        "With kind regards,\n"
        "{organisation}"
    ),
    "decline": (
        "Dear {name},\n\n"
        "Thank you for contacting {organisation} (our reference {reference}). We have considered your "
        "enquiry carefully, and we won't be commenting.\n\n"
        "Please don't take this as confirming or denying anything. If you have another question, "
        "please contact {responsible} and give the reference.\n\n"
        "With kind regards,\n"
        "{organisation}"
    ),
    "never_confirm": (
        "I'm sorry, but we can't discuss individuals, or say whether someone lives or works with us. "
        "We say the same about everyone, so please don't take it as a yes or a no."
    ),
}
