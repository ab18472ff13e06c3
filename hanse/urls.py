"""Which room answers which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("hanse.home.urls")),
    path("", include("hanse.dav.urls")),
    path("people/", include("hanse.people.urls")),
    path("promises/", include("hanse.promises.urls")),
    path("privacy/", include("hanse.privacy.urls")),
    path("kontor/", include("hanse.community.urls")),
    path("", include("hanse.kit.urls")),
    path("account/", include("hanse.accounts.urls")),
]

handler400 = "hanse.kit.views.bad_request"
handler403 = "hanse.kit.views.forbidden"
handler404 = "hanse.kit.views.not_found"
handler500 = "hanse.kit.views.server_error"
