from django.urls import path

from hanse.dav.views import calendars, changes, devices

app_name = "dav"
urlpatterns = [
    path("phone/", devices.index, name="devices"),
    path("phone/new/<slug:kind>/", devices.connect, name="connect"),
    path("phone/who/", devices.who, name="who"),
    path("phone/<uuid:pk>/revoke/", devices.revoke, name="revoke"),
    path("phone/changes/", changes.index, name="changes"),
    path("phone/changes/<uuid:pk>/undo/", changes.undo, name="undo"),
    path("phone/trash/", changes.trash, name="trash"),
    path("phone/trash/<uuid:pk>/restore/", changes.restore, name="restore"),
    path("phone/trash/<uuid:pk>/discard/", changes.discard, name="discard"),
    path("phone/turn-back/", changes.turn_back, name="turn_back"),
    path("phone/calendars/", calendars.index, name="calendars"),
    path("phone/calendars/<slug:slug>/make/", calendars.make, name="make_address"),
    path("phone/calendars/<uuid:pk>/revoke/", calendars.revoke, name="revoke_address"),
    path("calendars/<str:token>/hanse.ics", calendars.feed, name="feed"),
]
