"""The database keeps what was signed: content changes only while a form is a draft, a signature never."""

from django.db import migrations

# Everything but these is content: what was asked, shown and agreed, and a column added later as well.
KEEP_CONTENT = """
create or replace function consent_content_is_kept() returns trigger language plpgsql as $$
declare
  moves constant text[] := array[
    'version', 'state', 'home_id', 'is_locked', 'kept_from_home', 'copy_given_at', 'slip_given_at', 'privacy_notice',
    'obtained_on', 'review_due', 'signed_off_by_id', 'signed_off_at', 'ended_at', 'on_hold_because',
    'reconfirmed_at', 'previewed_ok_at'
  ];
begin
  if tg_op = 'DELETE' then
    raise exception 'What was asked and agreed is kept: delete of a consent is refused.'
      using errcode = 'insufficient_privilege';
  end if;
  if to_jsonb(new) - moves is distinct from to_jsonb(old) - moves then
    raise exception 'Signed words stay: a change is a new version.' using errcode = 'insufficient_privilege';
  end if;
  if new.state = 'draft' and old.state not in ('awaiting signature', 'awaiting sign-off') then
    raise exception 'Signed words stay: what is decided is no draft again.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger consent_content_is_kept before update or delete on consent_mediaconsent
  for each row when (old.state <> 'draft') execute function consent_content_is_kept();

create or replace function consent_signature_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'Signatures are kept: % is refused.', tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger consent_signature_is_kept before update or delete on consent_signature
  for each row execute function consent_signature_is_kept();
"""
LET_GO = """
drop trigger consent_signature_is_kept on consent_signature;
drop function consent_signature_is_kept();
drop trigger consent_content_is_kept on consent_mediaconsent;
drop function consent_content_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_whom_we_may_show")]

    operations = [migrations.RunSQL(KEEP_CONTENT, LET_GO)]
