"""Gathers the room's addresses."""

from consent.agreement import urls as agreement
from consent.capacity import urls as capacity
from consent.compliance import urls as compliance
from consent.interests import urls as interests
from consent.people import urls as people
from consent.pictures import urls as pictures
from consent.speaking import urls as speaking
from consent.stops import urls as stops
from consent.takedown import urls as takedown

app_name = "consent"
urlpatterns = [
    *people.urlpatterns,
    *agreement.urlpatterns,
    *capacity.urlpatterns,
    *interests.urlpatterns,
    *speaking.urlpatterns,
    *stops.urlpatterns,
    *pictures.urlpatterns,
    *takedown.urlpatterns,
    *compliance.urlpatterns,
]
