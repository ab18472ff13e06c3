"""Today, the capture line, the search box over everything, first steps."""
