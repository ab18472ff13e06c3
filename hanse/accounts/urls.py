from allauth.account import views as account
from allauth.mfa.base.views import reauthenticate as mfa_reauthenticate
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from hanse.accounts import views
from hanse.accounts.decorators import step_up

own = (
    [
        path("me/", views.me, name="me"),
        path("sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
        path("recovery/", views.recovery, name="recovery"),
        path("link/<str:token>/", views.link, name="link"),
        path("draft/", views.draft, name="draft"),
        path("draft/discard/", views.discard, name="discard_draft"),
        path("again/", views.again, name="again"),
        path("kept/", views.kept, name="kept"),
    ],
    "accounts",
)

# allauth's own names: its views and templates refer to them. What needs mail or an open sign-up is left out.
urlpatterns = [
    path("", include(own)),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", step_up(account.password_set), name="account_set_password"),
    path("codes/reauthenticate/", mfa_reauthenticate, name="mfa_reauthenticate"),
    path("codes/", step_up(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/login/", login_not_required(passkeys.login_webauthn), name="mfa_login_webauthn"),
]
