"""Names of days, months and numbers."""

WEEKDAYS = {
    "montag": 0, "mo": 0, "monday": 0, "mon": 0,
    "dienstag": 1, "di": 1, "tuesday": 1, "tue": 1, "tues": 1,
    "mittwoch": 2, "mi": 2, "wednesday": 2, "wed": 2,
    "donnerstag": 3, "do": 3, "thursday": 3, "thu": 3, "thurs": 3,
    "freitag": 4, "fr": 4, "friday": 4, "fri": 4,
    "samstag": 5, "sonnabend": 5, "sa": 5, "saturday": 5, "sat": 5,
    "sonntag": 6, "so": 6, "sunday": 6, "sun": 6,
}  # fmt: skip
MONTHS = {
    "januar": 1, "jänner": 1, "jan": 1, "january": 1, "februar": 2, "feber": 2, "feb": 2, "february": 2,
    "märz": 3, "maerz": 3, "mrz": 3, "mär": 3, "march": 3, "mar": 3, "april": 4, "apr": 4, "mai": 5, "may": 5,
    "juni": 6, "jun": 6, "june": 6, "juli": 7, "jul": 7, "july": 7, "august": 8, "aug": 8,
    "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "october": 10, "oct": 10,
    "november": 11, "nov": 11, "dezember": 12, "dez": 12, "december": 12, "dec": 12,
}  # fmt: skip
NUMBERS = {
    "einem": 1, "einer": 1, "einen": 1, "eine": 1, "ein": 1, "a": 1, "an": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3,
    "three": 3, "vier": 4, "four": 4, "fünf": 5, "five": 5, "sechs": 6, "six": 6, "sieben": 7, "seven": 7,
    "acht": 8, "eight": 8, "neun": 9, "nine": 9, "zehn": 10, "ten": 10, "vierzehn": 14, "fourteen": 14, "paar": None,
}  # fmt: skip
UNITS = {"tag": 1, "day": 1, "woche": 7, "week": 7, "fortnight": 14}
LONG_WEEKDAYS = "|".join(
    sorted((w for w in WEEKDAYS if len(w) > 3 and w not in ("tues", "thurs")), key=len, reverse=True)
)
SHORT_WEEKDAYS = "|".join(w for w in WEEKDAYS if len(w) <= 3 or w in ("tues", "thurs"))
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
