"""After each migration: the permissions that the tables name, and one group per role held for the organisation."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from guardian.shortcuts import assign_perm, get_group_perms, remove_perm

from mediapolicy.policy.tables import all_powers
from mediapolicy.roles import Role


def synchronise_roles(**_: Any) -> None:
    """Make the database agree with the tables: permissions on Home, groups for roles, no more and no less."""
    home_type = ContentType.objects.get_for_model(apps.get_model("mediapolicy", "Home"))
    for codename, words in all_powers().items():
        Permission.objects.update_or_create(content_type=home_type, codename=codename, defaults={"name": words[:255]})
    apps.get_model("mediapolicy", "User").objects.make_the_clock()
    for role in Role:
        if role.at_a_home:
            for group in Group.objects.filter(name__startswith=f"{role.code}@"):
                home = apps.get_model("mediapolicy", "Home").objects.filter(pk=group.name.partition("@")[2]).first()
                if home is not None:
                    carry_at(group, role, home)
        else:
            group_of(role)


def group_of(role: Role, home: Any = None) -> Group:
    """The group that carries this role, at this home or everywhere, holding exactly the role's permissions."""
    if home is None:
        group, _ = Group.objects.get_or_create(name=role.code)
        group.permissions.set(Permission.objects.filter(content_type__model="home", codename__in=role.permissions))
        return group
    group, made = Group.objects.get_or_create(name=f"{role.code}@{home.pk}")
    if made:
        carry_at(group, role, home)
    return group


def carry_at(group: Group, role: Role, home: Any) -> None:
    """Give the group the role's permissions on this home through guardian, and take any other away."""
    held: set[str] = {str(codename) for codename in get_group_perms(group, home)}
    for codename in role.permissions - held:
        assign_perm(f"mediapolicy.{codename}", group, home)
    for codename in held - role.permissions:
        remove_perm(f"mediapolicy.{codename}", group, home)
