from django.urls import path

from hanse.community import views

app_name = "community"
urlpatterns = [
    path("claim/<str:token>/", views.claim, name="claim"),
]
