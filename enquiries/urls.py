"""Addresses of enquiries, of the book of contacts and of media visits."""

from django.urls import path

from enquiries import views
from enquiries.access.urls import urlpatterns as visits
from enquiries.contacts import views as contacts
from enquiries.police import views as police
from enquiries.police.herbert import views as herbert
from enquiries.undercover import urls as undercover

app_name = "enquiries"
urlpatterns = [
    path("enquiries/", views.enquiry_list, name="list"),
    path("enquiries/log/", views.log, name="log"),
    path("enquiries/mine/", views.mine, name="mine"),
    path("enquiries/mine/<uuid:pk>/", views.logged, name="logged"),
    path("enquiries/<uuid:pk>/", views.enquiry, name="enquiry"),
    path("enquiries/<uuid:pk>/files/<uuid:file_pk>/", views.attachment, name="attachment"),
    path("enquiries/<uuid:pk>/<slug:verb>/", views.step, name="step"),
    path("police/", police.request_list, name="police_list"),
    path("police/log/", police.log, name="police_log"),
    path("police/missing/", police.missing, name="police_missing"),
    path("police/herbert/", herbert.residents, name="herbert_list"),
    path("police/herbert/<uuid:pk>/", herbert.herbert, name="herbert"),
    path("police/told/<uuid:pk>/", police.told, name="police_told"),
    path("police/<uuid:pk>/", police.police_request, name="police_request"),
    path("police/<uuid:pk>/<slug:verb>/", police.step, name="police_step"),
    path("contacts/", contacts.contact_list, name="contacts"),
    path("contacts/add/", contacts.add, name="contact_add"),
    path("contacts/suggest/", contacts.suggest, name="contact_suggest"),
    path("contacts/<uuid:pk>/", contacts.contact, name="contact"),
    path("contacts/<uuid:pk>/change/", contacts.change, name="contact_change"),
    path("contacts/<uuid:pk>/press-list/", contacts.put_on_press_list, name="contact_press_list"),
    path("contacts/<uuid:pk>/remove/", contacts.remove, name="contact_remove"),
    *visits,
    *undercover.urlpatterns,
]
