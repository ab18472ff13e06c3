from django.urls import path

from hanse.home.views import capturing, search, today

app_name = "home"
urlpatterns = [
    path("", today.today, name="today"),
    path("search/", search.search, name="search"),
    path("reached/<uuid:pk>/", today.reached, name="reached"),
    path("not-today/<uuid:pk>/", today.not_today, name="not_today"),
    path("after-all/<uuid:pk>/", today.after_all, name="after_all"),
    path("met/", today.met_nobody, name="met_nobody"),
    path("met/<uuid:pk>/", today.met, name="met"),
    path("capture/", capturing.capture, name="capture"),
    path("capture/remember/", capturing.remember, name="remember"),
    path("capture/note/", capturing.note, name="note"),
    path("capture/share/", capturing.share, name="share"),
    path("capture/waiting/", capturing.keep_waiting, name="capture_waiting"),
    path("capture/waiting/<uuid:pk>/drop/", capturing.drop, name="drop"),
    path("capture/waiting/<uuid:pk>/pick-up/", capturing.pick_up, name="pick_up"),
    path("capture/<uuid:pk>/take-back/", capturing.take_back, name="take_back"),
]
