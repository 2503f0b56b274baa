"""Clauses that something other than a row of the table keeps, and where."""

from mediapolicy.clauses import Clause

GUARDS = {
    Clause.ME_1A: "The words to say stand on the log page; whether they were said is kept on the enquiry.",
    Clause.CRM_1: "Enquiry.objects.visible_to: only roles authorised for enquiries open one.",
    Clause.CRM_2: "Notices name nobody; nothing is visible outside the homes of a person's roles.",
    Clause.SM_23: "Attention on social media is logged as an approach like any other (came by: social media).",
}
