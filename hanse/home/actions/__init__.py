"""Every verb of Today and its capture line; each goes on to the actions of people and promises."""
