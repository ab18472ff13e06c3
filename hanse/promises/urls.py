from django.urls import path

from hanse.promises import views

app_name = "promises"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<uuid:pk>/", views.edit, name="edit"),
    path("<uuid:pk>/keep/", views.keep, name="keep"),
    path("<uuid:pk>/release/", views.release, name="release"),
    path("<uuid:pk>/give-back/", views.give_back, name="give_back"),
    path("<uuid:pk>/new-day/", views.new_day, name="new_day"),
    path("<uuid:pk>/old-day/", views.old_day, name="old_day"),
    path("<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("<uuid:pk>/delete/", views.delete, name="delete"),
]
