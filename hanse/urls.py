"""Which room answers which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("hanse.home.urls")),
    path("people/", include("hanse.people.urls")),
    path("promises/", include("hanse.promises.urls")),
    path("kontor/", include("hanse.community.urls")),
    path("account/", include("hanse.accounts.urls")),
]
